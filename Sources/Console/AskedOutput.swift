import Containers
import Debugging
import Equations
import Models
import Tensors
import Terminal
import Terms

/// Which output is meant, and which part of it: `output[1]`, `dense = …`; the first one where none is named.
struct AskedOutput {
  /// Its number among the outputs.
  let index: Int
  let part: PartOfValue
  /// As it is called: `dense`, `dense[1]`.
  let name: String
  /// What stands behind the `=`; all where there is none.
  let rest: String
  /// The first axis of what was fed, where that is a batch.
  private let samples: Int?
  /// What is typed for it, without an index.
  private let word: String

  /// What is typed before the numbers: `dense[1] = `, or nothing.
  let start: String

  /// Throws where what stands before a `=` is no output.
  init(_ text: String, _ session: Session, _ machine: Machine) throws {
    let sides = Assignment.sides(of: text, comparing: true)
    let (word, subscripts) = PartOfValue.split(sides?.target ?? "output")
    let names = session.model.outputNames
    guard let index = AskedOutput.index(of: word, names),
      machine.program.outputs.indices.contains(index)
    else {
      throw CommandError(
        "expect compares outputs, and \(word.visible) is none",
        hint: (names.count == 1 ? "The output is " : "The outputs are ")
          + "\(names.map(\.visible).listed). diagnose \(word.visible) = … asks about a value on the way."
      )
    }
    self.index = index
    part = try PartOfValue(subscripts, of: word, machine.program.outputs[index].shape)
    name = names[index] + subscripts
    rest = sides?.value ?? text
    start = sides.map { "\($0.target) = " } ?? ""
    samples = session.feed.map(\.samples)
    self.word = names.count == 1 ? "output" : names[index]
  }

  private static func index(of word: String, _ names: [String]) -> Int? {
    if word == "output" { return 0 }
    if word.hasPrefix("output:") { return Int(word.dropFirst("output:".count)) }
    return names.firstIndex(of: word)
  }

  /// The part of an output.
  func tensor(of output: Tensor) -> Tensor {
    Tensor(part.shape, output.dtype, part.of(output.elements))
  }

  /// That numbers have another shape, and how a part is named that has theirs.
  func misfit(_ expected: Shape, typed text: String) -> Failure {
    var hint = ""
    if let part = PartOfValue.example(of: word + part.text, part.shape, given: expected) {
      hint =
        "An index says which part they are of: expect \(part) = \(text.count > 20 ? "…" : text)"
    } else if let samples, expected.rank > 0, expected.removing(0) == part.shape {
      hint =
        "That is \(expected[0]) samples, and \(samples) \(samples == 1 ? "was" : "were") fed; expect asks "
        + "about the one in focus, kerastep check in a shell about all."
    }
    return Failure(
      "\(name) is \(part.shape.inWords), but \(expected.inWords) was expected", hint: hint)
  }
}
