import Equations
import Tensors
import Terms

/// Whole numbers divided.
extension OperationCall {
  /// Notes that Keras ends with an error where a whole number is divided by 0; does nothing where either is a float.
  func refuseZero(_ divisor: Term, beside dividend: Term? = nil) throws {
    let formats = [divisor, dividend].compactMap(\.self).filter { !$0.isNumber }
    guard !formats.contains(where: { dtype(of: $0).isFloat }) else { return }
    if case .number(let number) = divisor {
      guard number == 0 else { return }
      throw misuse("of whole numbers by 0: Keras ends with an error")
    }
    _ = try eq.refused(where: .apply(Equal(), [divisor, 0]), "a whole number divided by 0")
  }
}
