import Containers
import Debugging
import Equations
import Models
import Tensors
import Terms
import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A 400 MB `.keras` of 100 Dense(1000): opened, and opened with one prediction, against reading it.
///
/// Where the weights lie in the file depends on the length of the JSON before them, so in three of
/// four files they are not aligned; both cases are measured.
enum LargeModel {
  private static let units = 1000

  static func measure(_ report: inout Report) throws {
    let folder = try TemporaryFolder()
    for (title, misalignment) in [("aligned", 0), ("misaligned by 1", 1)] {
      let path = folder.file("large.keras")
      try file.write(to: path, misalignment: misalignment)
      defer { unlink(path) }
      try measure(path, title, &report)
      if misalignment > 0 { try stepAtPrompt(path, &report) }
    }
  }

  private static func measure(_ path: String, _ title: String, _ report: inout Report) throws {
    let sample = Tensor(Shape([1, units]), .float32, repeating: 0.5)
    var reading: [Double] = []
    var opening: [Double] = []
    var predicting: [Double] = []
    var again: [Double] = []
    try read(path)
    for _ in 0..<7 {
      reading.append(try Clock.time { try read(path) })
      opening.append(try Clock.time { _ = try ModelFile.open(path) })
      var machine: Machine?
      predicting.append(
        try Clock.time {
          let session = Session(try ModelFile.open(path))
          try session.feed(Feed(tensors: [sample], samples: 1, isBatch: true))
          machine = session.machine
          _ = try machine?.resume()
        })
      guard let machine, let output = machine.program.outputs.first,
        try machine.read(output).elements.contains(where: { $0 > 0 })
      else { throw BenchError("the large model computes nothing") }
      again.append(
        try Clock.time {
          let value = machine.program.inputs[0]
          _ = try machine.edit(value, to: Tensor(value.shape, .float32, repeating: 0.25))
          _ = try machine.resume()
        })
    }
    report.add(
      "400 MB .keras, weights \(title): opened", opening.median, atMost: 0.020, .milliseconds)
    report.add(
      "  opened and one prediction, to reading the file",
      timesAsLong: predicting.median / reading.median, atMost: 3)
    report.add("  opened and one prediction", predicting.median, .milliseconds)
    report.add("  reading the file once", reading.median, .milliseconds)
    report.add("  one more prediction", again.median, .milliseconds)
  }

  /// A step typed at the prompt, until the next prompt is there.
  private static func stepAtPrompt(_ path: String, _ report: inout Report) throws {
    try BuiltProgram.check()
    let prompt = try Prompt([path, "--input", "zeros"])
    try prompt.wait()
    try prompt.type("continue")
    try prompt.type("goto 1")
    let times = try (0..<100).map { _ in try Clock.time { try prompt.type("step") } }
    report.add("  step typed at the prompt, until the next prompt", times.median, .microseconds)
  }

  private static var file: KerasFile {
    var random = Chance(seed: 1)
    let kernel = HDF5Content(random.floats(units * units, within: 0.077))
    let bias = HDF5Content(random.floats(units, within: 0.1))
    let layers = (0..<100).map { index in
      KerasFile.Layer(
        name: index == 0 ? "dense" : "dense_\(index)", kind: "Dense",
        config: #""units": \#(units), "activation": "relu", "use_bias": true, "dtype": "float32""#,
        group: ["vars"], arrays: [([units, units], kernel), ([units], bias)])
    }
    return KerasFile(name: "large", inputShape: [units], layers: layers)
  }

  /// Reads the file from beginning to end into one buffer, which is used again and again.
  private static func read(_ path: String) throws {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw BenchError("\(path) cannot be read") }
    defer { close(descriptor) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    while systemRead(descriptor, buffer) > 0 {}
  }

  private static func systemRead(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer
  ) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
