import Equations
import Tensors
import Terms

/// What is asked behind the outputs: losses, gradients, and what a step makes of the weights.
extension QuizQuestion {
  /// What an equation of a step of training is of.
  enum Part {
    case loss, gradient
    /// A weight after the step, or what the optimizer keeps for it: `W_next`, `m_W_next`.
    case weight, kept
    /// The rate of this step, for all weights.
    case rate
  }

  /// The most samples, or timesteps, that a sum to be worked out by hand may have.
  private static let longestBatch = 4

  /// What an equation is of; nil for those of the prediction, and for what is counted only.
  static func part(of equation: Equation, in program: Program) -> Part? {
    let frame = program.frames[equation.frame]
    let name = equation.result.name.ascii
    if frame.kind == "Optimizer" { return name == "alpha" ? .rate : nil }
    if program.phase(of: frame) == .update {
      guard name.hasSuffix("_next") else { return .gradient }
      return program.updates.contains { $0.next == equation.result.id && $0.key != nil }
        ? .kept : .weight
    }
    if frame.forward != nil { return name == "dl_sum" ? nil : .gradient }
    return frame.kind == "Loss" && name != "l_sum" ? .loss : nil
  }

  /// Whether an equation stands behind the outputs.
  static func isBehind(_ equation: Equation, in program: Program) -> Bool {
    let frame = program.frames[equation.frame]
    return frame.forward != nil || frame.kind == "Loss" || frame.kind == "Optimizer"
  }

  /// The kinds that such an equation can be asked about.
  static func kinds(behind equation: Equation, in program: Program, samples: Int) -> [Kind] {
    guard let part = part(of: equation, in: program), equation.result.shape.count > 0,
      equation.result.dtype.isFloat, equation.result.shape.rank <= 2, equation.term.value == nil
    else { return [] }
    let isShort = equation.result.shape.rank == 1 && (2...4).contains(equation.result.shape.count)
    let number: Kind = isShort ? .vector : .number([])
    switch part {
    case .loss, .rate:
      // The loss of one sample is its loss.
      return samples == 1 && equation.result.name.ascii == "L" ? [] : [.choice([]), .number([])]
    case .weight, .kept: return [.choice([]), .number([])]
    case .gradient:
      let sum = equation.term.summedOver(samples)
      let isOfTimesteps =
        equation.result.name.ascii == "dU" && equation.term.timestepFactors != nil
      let times: [Kind] = isOfTimesteps ? [.timestep] : []
      let byHand: [Kind] = sum <= longestBatch ? [number] : []
      return times + byHand + [.sign([]), .choice([])]
    }
  }

  /// Whether a number has a sign, by the words for it; nil for words that say none.
  static func sign(_ text: String) -> Double? {
    switch text.lowercased().filter({ !$0.isWhitespace && $0 != "." }) {
    case "+", "+1", "1", "plus", "positive", "pos": 1
    case "-", "−", "-1", "−1", "minus", "negative", "neg": -1
    case "0", "zero", "none", "no", "nosign": 0
    default: nil
    }
  }
}

extension Term {
  /// How many products a number of it adds up, by the samples and the timesteps.
  fileprivate func summedOver(_ samples: Int) -> Int {
    var most = 1
    visit { part in
      guard case .apply(let op, let operands) = part else { return }
      if op is MatMul { most = max(most, operands.last?.shape.dims.first ?? 1) }
      if op is TransposedProduct {
        most = max(most, samples * (operands[0].shape.rank > 1 ? operands[0].shape[0] : 1))
      }
      if op is OverSamples { most = max(most, samples) }
    }
    return most
  }

  /// Both factors of a product summed over the timesteps of a loop, `Σ h₋₁ᵀ·∂z`, (T, n) each; nil of any other.
  var timestepFactors: (Value, Value)? {
    var found: (Value, Value)?
    visit { part in
      guard case .apply(let op, let operands) = part, op is TransposedProduct, operands.count == 2,
        let a = operands[0].value, let b = operands[1].value, a.shape.rank == 2, b.shape.rank == 2,
        a.shape[0] == b.shape[0], a.shape[0] > 1
      else { return }
      found = (a, b)
    }
    return found
  }
}

extension QuizQuestion {
  /// What is asked for one number.
  func asked(_ number: String, _ style: Formula.Style) -> String {
    switch part {
    case .weight:
      let given = equation.result.name.unicode.hasSuffix("′") ? before(number) : number
      return "What does \(given) become?"
    case .kept: return "How much is \(number) after this step?"
    case .rate, .loss, .gradient, nil: return "How much is \(number)?"
    }
  }

  /// `W[0, 1]` of `W′[0, 1]`, in either alphabet.
  private func before(_ number: String) -> String {
    number.replacing("′", with: "").replacing("_next", with: "").replacing("'", with: "")
  }

  /// What helps with a letter, a sign or a timestep.
  var hint: String {
    let text = equation.term.formula(.typed).text
    switch (kind, part) {
    case (.sign, _) where equation.term.summedOver(2) > 1:
      return "A sum has the sign of what is larger in it. It can be typed: \(text)"
    case (.sign, _):
      return "A product is below 0 where an odd number of its factors is. It can be typed: \(text)"
    case (.timestep, _):
      return
        "A timestep counts with the length of its h₋₁ times that of its ∂z; the first has no h before it."
    case (_, .weight):
      return "A step goes against the gradient, as far as the rate says. It can be typed: \(text)"
    case (_, .kept):
      return "It keeps most of what it was. It can be typed: \(text)"
    default: return "The equation can be typed: \(text)"
    }
  }
}
