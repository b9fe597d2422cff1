import Checks
import Console
import Debugging
import Equations
import Tensors
import Terminal
import Terms

/// What a wrong number at a place says about how it was computed.
struct QuizDiagnosis {
  private let console: Console
  private let question: QuizQuestion

  init(_ console: Console, _ question: QuizQuestion) {
    self.console = console
    self.question = question
  }

  /// What the known mistakes say of a value, or of one number of it: something done before this equation as well.
  func catalogued(
    _ answer: Tensor, _ doctor: Diagnostician?, isPart: Bool = false
  ) -> String? {
    guard let doctor, let machine = console.session?.machine else { return nil }
    let index = isPart ? question.index.map { "\($0)" } ?? "" : ""
    let place = machine.program.place(of: question.moment) + index
    let sample = console.session?.sample ?? 0
    guard let diagnosis = try? doctor.single(answer, at: place, sample: sample) else { return nil }
    // Of several that give the same numbers, two say enough.
    let titles = diagnosis.fitting.prefix(2).map(\.title.visible)
    return titles.isEmpty ? nil : titles.joined(separator: ", or ")
  }

  /// The slip that gives an answer; nil where none does. The walk stands at the equation.
  func remark(_ answer: Tensor, _ typed: String, _ right: Tensor, _ whole: Tensor) -> String? {
    let rounding = Expected(answer, typed: typed).rounding
    let name = question.equation.result.name.text(console.formulaStyle.alphabet)
    func gives(_ tensor: Tensor) -> Bool {
      tensor.count == answer.count
        && zip(answer.elements, tensor.elements).allSatisfy {
          Expected.accepts($0, $1, rounding: rounding)
        }
    }
    guard !gives(right) else { return nil }
    for slip in EquationSlip.of(question.equation, style: console.formulaStyle) {
      guard let value = try? console.evaluate(slip.expression),
        let part = answer.count == value.count ? value : question.part(value),
        !part.elements.elementsEqual(right.elements), gives(part)
      else { continue }
      return "that is \(slip.remark)"
    }
    if case .number = question.kind, whole.count > 1, answer.count == 1,
      let place = whole.elements.firstIndex(where: {
        Expected.accepts(answer.elements.first ?? .nan, $0, rounding: rounding)
      })
    {
      return "that is another number of \(name), the one at place \(place)"
    }
    return nil
  }
}
