import Containers
import Debugging
import Equations
import Exports
import Models
import Tensors
import Terms
import TestSupport

/// One prediction by the C export, compiled with -O3, against the same model's in this process.
enum CExport {
  static func measure(_ report: inout Report) throws {
    let bundled = ["xor", "mlp", "rnn", "lstm", "gru"]
    for name in bundled {
      let model = try ModelFile.open("Sources/Console/Resources/models/\(name).keras")
      try measure("the bundled \(name)", model, repeating: 20_000, &report)
    }
    let folder = try TemporaryFolder()
    let path = folder.file("lstm.keras")
    let (steps, inputs, units) = (100, 64, 128)
    var random = Chance(seed: 2)
    try LSTMFile.file(
      steps: steps, inputs: inputs, units: units,
      kernel: random.floats(inputs * 4 * units, within: 0.1),
      recurrent: random.floats(units * 4 * units, within: 0.1),
      bias: random.floats(4 * units, within: 0.1)
    ).write(to: path)
    try measure("LSTM(128), 100 steps of 64", try ModelFile.open(path), repeating: 200, &report)
  }

  private static func measure(
    _ what: String, _ model: Model, repeating count: Int, _ report: inout Report
  ) throws {
    let folder = try TemporaryFolder()
    let feed = try ExampleInput.feed(for: model, length: nil)
    let export = try Export(
      model, feed, tolerance: (1e-6, 2e-5), to: folder.file("exported.c"))
    guard let target = ExportTargets.named("c") else { return }
    _ = try export.write(as: target)
    let program = try model.program(for: feed.shapes)
    try FileBytes.write(
      Array(clock(program, repeating: count).utf8), to: folder.file("clock.c"))
    let binary = folder.file("clock")
    do {
      try ChildProcess([
        "cc", "-std=c99", "-O3", folder.file("exported.c"), folder.file("clock.c"), "-lm", "-o",
        binary,
      ]).wait()
    } catch {
      return report.missing("C export of \(what)", because: "\(error)")
    }
    let session = Session(model)
    var ours: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<3 {
      ours += try Clock.times(min(count, 2000)) {
        try session.feed(feed)
        _ = try session.machine?.resume()
      }
      try ChildProcess([binary], output: folder.file("times.txt")).wait()
      theirs.append(TextFile.numbers(folder.file("times.txt"))["seconds"] ?? .nan)
    }
    report.add(
      "C export of \(what), against kerastep's predict", timesAsLong: theirs.median / ours.median,
      atMost: 1.5)
    report.add("  kerastep: fed and computed", ours.median, .microseconds)
    report.add("  the C export", theirs.median, .microseconds)
  }

  /// A program that prints the median time of a prediction.
  private static func clock(_ program: Program, repeating count: Int) -> String {
    let inputs = program.inputs.enumerated().map { ("x\($0)", $1.shape.count) }
    let outputs = program.outputs.enumerated().map { ("y\($0)", $1.shape.count) }
    let arrays = (inputs + outputs).map { "static float \($0)[\($1)];" }.joined(separator: "\n")
    let fills = inputs.map { name, count in
      "  for (int k = 0; k < \(count); k++) \(name)[k] = (float)(k % 17) / 17.0f - 0.5f;"
    }.joined(separator: "\n")
    let parameters =
      (inputs.map { _ in "const float *" } + outputs.map { _ in "float *" })
      .joined(separator: ", ")
    let arguments = (inputs + outputs).map(\.0).joined(separator: ", ")
    return """
      #define _POSIX_C_SOURCE 199309L
      #include <stdio.h>
      #include <stdlib.h>
      #include <time.h>
      void exported_predict(\(parameters));
      \(arrays)
      static double times[\(count)];
      static int order(const void *a, const void *b) {
        const double x = *(const double *)a, y = *(const double *)b;
        return x < y ? -1 : x > y;
      }
      int main(void) {
      \(fills)
        for (int run = -1; run < \(count); run++) {
          struct timespec start, end;
          clock_gettime(CLOCK_MONOTONIC, &start);
          exported_predict(\(arguments));
          clock_gettime(CLOCK_MONOTONIC, &end);
          if (run >= 0)
            times[run] = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
        }
        qsort(times, \(count), sizeof times[0], order);
        printf("seconds %.9g\\n", times[\(count) / 2]);
        return 0;
      }

      """
  }
}
