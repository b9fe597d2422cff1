import Checks
import Containers
import Layers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("every model of the grid agrees with Keras")
struct GridAgreementTests {
  @Test("the families are there")
  func families() {
    let families = [
      "attention", "bidirectional", "conv_lstm", "further", "gru", "heads", "layers", "lstm",
      "operations", "preprocessing", "products", "simple_rnn", "windows", "wrappers",
    ]
    #expect(
      Set(GridCase.files).isSuperset(of: families.flatMap { ["\($0).k2.npz", "\($0).k3.npz"] }))
    #expect(GridCase.grid.count >= 1900)
  }

  @Test("grid", arguments: GridCase.grid)
  func grid(_ one: GridCase) throws {
    let model = try one.model()
    let (first, states) = try Agreement.following(
      of: model, with: try one.golden(), .layers, one.tolerance)
    expect(first, stoppedBy: Later.layers + Later.options)
    // Stateful layers go on where the first call left them.
    guard let golden = try one.golden(following: true) else { return }
    expect(
      try Agreement.following(states, of: model, with: golden, .layers, one.tolerance).agreement)
  }
}
