import Expressions
import Tensors
import Terms

/// One word with a value of its own, beside the names of an environment.
struct OneValue: Environment {
  let word: String
  let tensor: Tensor
  let environment: any Environment

  var names: [String] { environment.names }
  var functions: [String: FunctionMaker] { environment.functions }
  func isName(_ word: String) -> Bool { word == self.word || environment.isName(word) }

  func tensor(named word: String) throws(Unavailable) -> Tensor? {
    word == self.word ? tensor : try environment.tensor(named: word)
  }
}
