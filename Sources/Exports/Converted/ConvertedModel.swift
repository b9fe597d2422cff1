import Containers
import Models

/// A model as a file that Keras 3 opens, looked at before it is written: what it computes is what the model computes.
package struct ConvertedModel {
  package let bytes: [UInt8]
  /// What a person should know: what became otherwise, and what is not kept.
  package let remarks: [String]

  /// Throws where something cannot be carried over, or where the file would compute something else; `path` tells the format.
  package init(_ model: Model, to target: ConversionTarget, named path: String) throws {
    let conversion = try Conversion(model, to: target)
    try Interruption.check()
    let written = try ModelFile.open(conversion.bytes, named: path)
    try conversion.checkWeights(of: written)
    try Interruption.check()
    try ConversionCheck(model, written).refuseOtherNumbers()
    bytes = conversion.bytes
    remarks = conversion.remarks
  }
}
