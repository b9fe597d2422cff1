import Checks
import Containers
import Debugging
import Models
import Tensors
import TestSupport

/// Naming the mistake behind numbers that fit none, which takes longest: all single mistakes, and all
/// pairs, on the models of `Tests/Fixtures` that the catalogue was tried on.
enum Diagnoses {
  private static let folders = [
    "xor-relu", "xor-published", "xor-activation-layers", "mlp-relu", "rnn-masked", "lstm-gates",
    "lstm-masked", "lstm-hard-sigmoid",
  ]

  private static let fixtures = Fixtures.folder

  static func measure(_ report: inout Report) throws {
    var singles: (seconds: Double, name: String) = (0, "")
    var pairs: (seconds: Double, name: String) = (0, "")
    for name in folders {
      let folder = "\(fixtures)/\(name)"
      let model = try ModelFile.open("\(folder)/k3.keras")
      let golden = try Golden(path: "\(folder)/golden.npz")
      guard let x = golden.arrays.first(where: { $0.name == "x0" })?.tensor,
        let y = golden.arrays.first(where: { $0.name == "y0" })?.tensor
      else { throw BenchError("\(folder) holds no x0 and y0") }
      var random = Chance(seed: 3)
      let numbers = random.floats(y.count, within: 1).map(Double.init)
      let place = model.outputNames.count > 1 ? "output:0" : "output"
      func diagnose(pairs: Bool) throws {
        let doctor = try Diagnostician(model, feeding: [x])
        let given = try GivenNumbers(
          Tensor(y.shape, .float32, numbers), at: place, of: doctor.outline)
        _ = try doctor.diagnose([given], .init(pairs: pairs, seconds: 600))
      }
      let single = try Clock.times(3) { try diagnose(pairs: false) }.median
      let pair = try Clock.time { try diagnose(pairs: true) }
      if single > singles.seconds { singles = (single, name) }
      if pair > pairs.seconds { pairs = (pair, name) }
    }
    report.add(
      "diagnose, single mistakes: slowest, \(singles.name)", singles.seconds, atMost: 1,
      .milliseconds)
    report.add("  pairs: slowest, \(pairs.name)", pairs.seconds, atMost: 20, .milliseconds)
  }
}
