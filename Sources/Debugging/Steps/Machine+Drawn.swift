import Engine
import Equations
import Tensors
import Terms

/// What is drawn at random for a step.
extension Machine {
  /// It, draw by draw and sample by sample.
  package func drawn() throws -> [[Tensor]] {
    try program.draws.map { draw in
      try (0..<samples).map { try engine.memory.read(program.values[draw.value], sample: $0) }
    }
  }

  /// Begins the step again with what was drawn for another run of the same layers; a run with other draws keeps its own.
  package func take(drawn: [[Tensor]]) throws {
    let values = program.draws.map { program.values[$0.value] }
    let fits = zip(values, drawn).allSatisfy { value, tensors in
      tensors.count == samples && tensors.allSatisfy { $0.shape == value.shape }
    }
    guard fits, values.count == drawn.count else { return }
    for (value, tensors) in zip(values, drawn) {
      for (sample, tensor) in tensors.enumerated() {
        try engine.memory.write(tensor, to: value, sample: sample)
      }
    }
    position = .start
    lower(to: 0)
    cursor = Cursor()
  }
}
