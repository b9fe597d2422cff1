import Tensors
import Terms

/// Texts that are fed: how long what is made of them gets is a length of the program.
extension Equations {
  /// What is known of the texts behind a value.
  package enum TextsFed: Sendable {
    /// Those of all samples, by their places.
    case known([Double])
    /// It is an input, and nothing is fed to it yet.
    case none
    /// They are made on the way.
    case made
  }

  /// Says which texts an input is fed.
  package func feed(_ texts: [Double], to input: Term) {
    guard let value = input.value else { return }
    fedTexts[value.id] = texts
  }

  /// The texts behind a term, for a layer that counts what is in them: the program is one for these alone.
  package func texts(of term: Term) -> TextsFed {
    guard let value = term.value else { return .made }
    let id = program.aliases[value.id] ?? value.id
    guard program.inputs.contains(where: { $0.id == id }) else { return .made }
    program.countedTexts[id] = Set(fedTexts[id] ?? [])
    return fedTexts[id].map { .known($0) } ?? .none
  }
}

extension Program {
  /// Whether lengths in it are those of texts that were fed.
  package var countsTexts: Bool { !countedTexts.isEmpty }

  /// Whether it is a program for texts such as these; the tensors of each input in order.
  package func counts(_ inputs: [[Tensor]]) -> Bool {
    zip(self.inputs, inputs).allSatisfy { input, tensors in
      guard let counted = countedTexts[input.id] else { return true }
      return tensors.allSatisfy { $0.elements.allSatisfy(counted.contains) }
    }
  }
}
