import Containers

/// What `compile` did not tell a file, and nobody has said since: the loss, or what changes the weights.
package struct NotCompiled: Reported {
  package enum Part: Sendable { case loss, optimizer }

  /// What the model is called.
  package let model: String
  package let part: Part

  package init(_ model: String, without part: Part) { (self.model, self.part) = (model, part) }

  package var exitCode: Int32 { ExitStatus.badUsage }

  package var message: String {
    switch part {
    case .loss: "\(model) was saved without a loss"
    case .optimizer: "\(model) was saved without an optimizer"
    }
  }

  /// As it is said at the prompt.
  package var hint: String { asked(by: "set ") }

  /// What to do, behind `set ` at the prompt and `--` on the command line.
  package func asked(by sign: String) -> String {
    switch part {
    case .loss: "Say which one counts: \(sign)loss mean_squared_error, say."
    case .optimizer:
      "Say which one changes the weights: \(sign)optimizer "
        + (sign == "--" ? "'adam(lr=0.001)', say." : "adam(lr=0.001), say.")
    }
  }
}
