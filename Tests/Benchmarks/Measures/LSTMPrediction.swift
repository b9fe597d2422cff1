import Containers
import Debugging
import Models
import Tensors
import TestSupport

/// One prediction of LSTM(128) over 100 steps of 64 inputs, every intermediate kept: against NumPy
/// by hand, which keeps them too, and against Keras' warm `model.predict`, which does not.
enum LSTMPrediction {
  private static let (steps, inputs, units) = (100, 64, 128)

  static func measure(_ report: inout Report) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("lstm.keras")
    var random = Chance(seed: 2)
    let x = random.floats(steps * inputs, within: 1)
    let kernel = random.floats(inputs * 4 * units, within: 0.1)
    let recurrent = random.floats(units * 4 * units, within: 0.1)
    let bias = random.floats(4 * units, within: 0.1)
    try LSTMFile.file(
      steps: steps, inputs: inputs, units: units, kernel: kernel, recurrent: recurrent, bias: bias
    ).write(to: path)
    let arrays = folder.file("lstm.npz")
    let npz = try Npz.write([
      array("x", [steps, inputs], x), array("W", [inputs, 4 * units], kernel),
      array("U", [units, 4 * units], recurrent), array("b", [4 * units], bias),
    ])
    try FileBytes.write(npz, to: arrays)

    let model = try ModelFile.open(path)
    let tensor = Tensor(Shape([1, steps, inputs]), .float32, x.map(Double.init))
    let feed = Feed(tensors: [tensor], samples: 1, isBatch: true)
    let session = Session(model)
    let program = try model.program(for: feed.shapes)
    var running: [Double] = []
    var feeding: [Double] = []
    func measureOurs() throws {
      feeding += try Clock.times(100) {
        try session.feed(feed)
        _ = try session.machine?.resume()
      }
      running += try Clock.times(100) {
        let machine = try Machine(program, inputs: Machine.samples(of: feed.tensors))
        _ = try machine.resume()
      }
    }
    try measureOurs()
    let numpy = numpy(arrays, folder)
    try measureOurs()
    let keras = Result { try Python.run(["keras", path, arrays], threads: nil, folder) }
    try measureOurs()

    let what = "LSTM(128), 100 steps of 64: fed and computed"
    report.add(what, feeding.median, .microseconds)
    report.add("  the equations known: a new machine, computed", running.median, .microseconds)
    let sum = try session.outputs(all: true)?.first?.elements.reduce(0, +) ?? .nan
    try compare("compared with NumPy by hand", numpy, feeding.median, sum, 2, &report)
    try compare("compared with Keras' warm predict", keras, feeding.median, sum, 100, &report)
  }

  /// NumPy with one thread and with as many as it likes: the faster one counts.
  private static func numpy(_ arrays: String, _ folder: TemporaryFolder)
    -> Result<[String: Double], any Error>
  {
    Result {
      let one = try Python.run(["numpy", arrays], threads: 1, folder)
      let many = try Python.run(["numpy", arrays], threads: nil, folder)
      return one["seconds"] ?? .infinity < many["seconds"] ?? .infinity ? one : many
    }
  }

  private static func compare(
    _ what: String, _ other: Result<[String: Double], any Error>, _ ours: Double, _ sum: Double,
    _ goal: Double, _ report: inout Report
  ) throws {
    switch other {
    case .failure(let error):
      report.missing("  \(what)", because: "\(error)")
    case .success(let other):
      guard let seconds = other["seconds"], let theirs = other["sum"] else {
        return report.missing("  \(what)", because: "the script printed no time")
      }
      guard abs(theirs - sum) < 1e-4 else {
        throw BenchError("the outputs sum up to \(sum), those to compare with to \(theirs)")
      }
      report.add("  \(what)", timesAsFast: seconds / ours, atLeast: goal)
      report.add("    which takes", seconds, .microseconds)
    }
  }

  private static func array(_ name: String, _ shape: [Int], _ numbers: [Float]) -> NamedArray {
    NamedArray(
      name: name, shape: shape, element: .float32,
      bytes: numbers.withUnsafeBytes { Bytes(copying: $0) })
  }
}

/// A model of one LSTM.
enum LSTMFile {
  static func file(
    steps: Int?, inputs: Int, units: Int, kernel: [Float], recurrent: [Float], bias: [Float]
  ) -> KerasFile {
    let config = """
      "units": \(units), "activation": "tanh", "recurrent_activation": "sigmoid", \
      "use_bias": true, "return_sequences": false, "dtype": "float32"
      """
    let layer = KerasFile.Layer(
      name: "lstm", kind: "LSTM", config: config, group: ["cell", "vars"],
      arrays: [
        ([inputs, 4 * units], HDF5Content(kernel)), ([units, 4 * units], HDF5Content(recurrent)),
        ([4 * units], HDF5Content(bias)),
      ])
    return KerasFile(name: "lstm", inputShape: [steps, inputs], layers: [layer])
  }
}
