import Containers
import Debugging
import Models
import Tensors
import TestSupport

/// A step of training, every intermediate and every gradient kept, against Keras' warm `train_on_batch`, which keeps none.
enum TrainingSteps {
  static func measure(_ report: inout Report) throws {
    try compare("MLP 33-64-32-1, batch of 32", mlp(), samples: 32, &report)
    try compare("LSTM(128), 100 steps of 64, one sample", lstm(), samples: 1, &report)
    try compare("LSTM(128), 100 steps of 64, batch of 8", lstm(), samples: 8, &report)
    try xor(&report)
  }

  // MARK: Against Keras

  private static func compare(
    _ title: String, _ file: (KerasFile, input: [Int], output: Int), samples: Int,
    _ report: inout Report
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model.keras")
    try file.0.write(to: path)
    var random = Chance(seed: 4)
    let shape = [samples] + file.input
    let x = random.floats(shape.reduce(1, *), within: 1)
    let y = random.floats(samples * file.output, within: 1)
    let arrays = folder.file("data.npz")
    try FileBytes.write(
      try Npz.write([array("x0", shape, x), array("y0", [samples, file.output], y)]), to: arrays)
    let session = Session(try ModelFile.open(path))
    try session.useLoss("mse")
    try session.useOptimizer("adam(lr=0.001)")
    try session.open(try Session.DataSet(readingFile: arrays, for: session.model))
    _ = try session.train(3)
    func ours() throws -> [Double] { try Clock.times(60) { _ = try session.train(1) } }
    var times = try ours()
    let keras = Result { try Python.run(["train", path, arrays], threads: nil, folder) }
    times += try ours()
    report.add("a step of training: \(title)", times.median, .microseconds)
    switch keras {
    case .failure(let error):
      report.missing("  compared with Keras' warm train_on_batch", because: "\(error)")
    case .success(let other):
      guard let seconds = other["seconds"], let loss = other["loss"] else {
        return report.missing("  compared with Keras", because: "the script printed no time")
      }
      let own = session.machine?.losses.first ?? .nan
      guard abs(loss - own) < 1e-4 else {
        throw BenchError("the first loss is \(own), that of Keras \(loss)")
      }
      report.add(
        "  compared with Keras' warm train_on_batch", timesAsFast: seconds / times.median,
        atLeast: 10)
      report.add("    which takes", seconds, .microseconds)
    }
  }

  private static func array(_ name: String, _ shape: [Int], _ numbers: [Float]) -> NamedArray {
    NamedArray(
      name: name, shape: shape, element: .float32,
      bytes: numbers.withUnsafeBytes { Bytes(copying: $0) })
  }

  // MARK: Models

  private static func dense(
    _ name: String, _ inputs: Int, _ units: Int, _ activation: String, _ random: inout Chance
  ) -> KerasFile.Layer {
    KerasFile.Layer(
      name: name, kind: "Dense",
      config:
        #""units": \#(units), "activation": "\#(activation)", "use_bias": true, "dtype": "float32""#,
      group: ["vars"],
      arrays: [
        ([inputs, units], HDF5Content(random.floats(inputs * units, within: 0.3))),
        ([units], HDF5Content(random.floats(units, within: 0.1))),
      ])
  }

  private static func mlp() -> (KerasFile, input: [Int], output: Int) {
    var random = Chance(seed: 5)
    let layers = [
      dense("dense", 33, 64, "relu", &random), dense("dense_1", 64, 32, "relu", &random),
      dense("dense_2", 32, 1, "linear", &random),
    ]
    return (KerasFile(name: "mlp", inputShape: [33], layers: layers), [33], 1)
  }

  private static func lstm() -> (KerasFile, input: [Int], output: Int) {
    var random = Chance(seed: 6)
    let (inputs, units) = (64, 128)
    let file = LSTMFile.file(
      steps: 100, inputs: inputs, units: units,
      kernel: random.floats(inputs * 4 * units, within: 0.1),
      recurrent: random.floats(units * 4 * units, within: 0.1),
      bias: random.floats(4 * units, within: 0.1))
    return (file, [100, inputs], units)
  }

  // MARK: XOR

  /// 1,000 epochs over four rows, each a step, from a model that knows nothing yet.
  private static func xor(_ report: inout Report) throws {
    let models = "Sources/Console/Resources/models/xor-untrained"
    let session = Session(try ModelFile.open("\(models).keras"))
    let data = try Session.DataSet(readingFile: "\(models).samples.npz", for: session.model)
    var times: [Double] = []
    for _ in 0..<5 {
      try session.forgetTraining()
      try session.open(data)
      times += try Clock.times(1) { _ = try session.train(1000) }
    }
    report.add("XOR for 1,000 epochs", times.median, atMost: 0.1, .milliseconds)
  }
}
