import Debugging
import Expressions
import Tensors

/// The names of what was fed, seen from a frame.
struct SessionNames: Environment {
  weak var session: Session?
  let frame: StackFrame?

  var names: [String] { session?.machine?.words(in: frame) ?? [] }
  func isName(_ word: String) -> Bool { session?.machine?.isName(word, in: frame) ?? false }

  func tensor(named word: String) throws(Unavailable) -> Tensor? {
    do {
      return try session?.machine?.lookup(word, in: frame).tensor
    } catch {
      throw Unavailable("\(error)")
    }
  }
}
