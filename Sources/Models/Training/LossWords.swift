import Containers
import Expressions
import Training

/// What `set loss` says in place of the file: one loss for all outputs, or one each by the outputs' names.
///
/// A loss is a name of Keras' (`mse`), or an expression of y and ŷ (`TypedLoss`). Outputs that are not named keep theirs.
package struct LossWords: Sendable {
  /// What each output is given; of `nil` all that are not named.
  private let parts: [(output: String?, text: String)]

  /// Reads `mse`, `mean(square(y - output))` or `a=mse b=mean(abs(y - output))`; throws for an output that there is not.
  package init(_ text: String, outputs: [String]) throws {
    var parts = Assignments.split(text, names: outputs).map { (output: $0.name, text: $0.text) }
    if parts.count == 1, parts[0].output == nil { parts[0].text = text }
    for part in parts where part.output == nil {
      guard let name = Assignments.assignedName(part.text) else { continue }
      throw InputError(
        "there is no output \(name)", hint: "The outputs are \(outputs.joined(separator: ", ")).")
    }
    self.parts = parts
  }

  /// What is set now, where a text names outputs and others were named before: `a=mse` keeps `b=mae`.
  package static func text(_ text: String, after old: String?, outputs: [String]) -> String {
    guard let old, let new = try? LossWords(text, outputs: outputs),
      let before = try? LossWords(old, outputs: outputs),
      new.parts.allSatisfy({ $0.output != nil })
    else { return text }
    let kept = before.parts.filter { part in !new.parts.contains { $0.output == part.output } }
    guard kept.allSatisfy({ $0.output != nil }) else { return text }
    return (kept + new.parts).map { "\($0.output ?? "")=\($0.text)" }.joined(separator: " ")
  }

  /// Whether a text is the name of a loss, and not an expression.
  package static func isName(_ text: String) -> Bool {
    text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && text.first?.isLetter == true
  }

  /// Throws what is wrong with a text, as far as that can be told before there is a target.
  package static func check(_ text: String, for model: Model?) throws {
    let named = Assignments.split(text, names: []).compactMap { Assignments.assignedName($0.text) }
    let words = try LossWords(text, outputs: model?.outputNames ?? named)
    guard let model else {
      for part in words.parts { _ = try Expression(part.text, names: NoNames()) }
      return
    }
    for output in model.outputNames {
      guard let own = words.text(for: output) else { continue }
      if isName(own) {
        guard Losses.isKnown(own) else { throw noLoss(own) }
      } else {
        try TypedLoss(own, output: output, of: model.origin.version).check()
      }
    }
  }

  private static func noLoss(_ word: String) -> InputError {
    let names = Aim.lossNames.filter { $0 == $0.lowercased() }
    let near = nearest(to: word, in: names).map { "Did you mean \($0)? " } ?? ""
    return InputError(
      "\(word) is no loss", hint: "\(near)An expression will do too: mean(square(y - output)).")
  }

  private func text(for output: String) -> String? {
    (parts.last { $0.output == output } ?? parts.last { $0.output == nil })?.text
  }

  /// The losses of outputs, by their numbers.
  func losses(of outputs: [Compiled.Output], in model: Model) throws -> [Int: OutputLoss] {
    let version = model.origin.version
    let generation = Generation(version)
    var losses: [Int: OutputLoss] = [:]
    for (index, output) in outputs.enumerated() {
      guard let text = text(for: output.name) else { continue }
      if LossWords.isName(text) {
        guard Losses.isKnown(text) else { throw LossWords.noLoss(text) }
        losses[index] = try Compiled.loss(
          .string(text), of: output, among: outputs.count, generation)
      } else {
        let typed = try TypedLoss(text, output: output.name, of: version)
        try typed.check()
        losses[index] = OutputLoss(
          typed: typed, text: text, place: Compiled.place(of: output, among: outputs.count),
          generation)
      }
    }
    return losses
  }
}
