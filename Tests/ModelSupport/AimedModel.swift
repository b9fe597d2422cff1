import Debugging
import Expressions
import Models
import Tensors
import TestSupport

/// A compiled model of the fixtures with a batch and its targets.
package struct AimedModel: Sendable, CustomStringConvertible {
  package let name: String

  package init(name: String) { self.name = name }

  package var description: String { name }

  package static let all = Fixtures.names(in: "gradients").filter { $0.hasSuffix(".keras") }.map {
    AimedModel(name: String($0.dropLast(6)))
  }

  /// A session that was fed the batch and given the targets, in the format of a number.
  package func session(_ precision: DType? = nil) throws -> Session {
    let file = Fixtures.path("gradients/\(name).npz")
    let session = Session(try ModelFile.open(Fixtures.path("gradients/\(name).keras")))
    try session.compute(in: precision)
    try session.feed(try Feed.read("\(file):x0", for: session.model))
    try session.target(file, names: NoNames())
    return session
  }
}
