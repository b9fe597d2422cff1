// kerastep-bench: how fast kerastep is, as ratios measured side by side on this machine.
//
// `make bench` runs all of it; names as arguments choose: `kerastep-bench start lstm`. Nothing here
// decides whether a test passes: a machine that is busy with other work is slow, and says so.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

let measures: [(name: String, run: (inout Report) throws -> Void)] = [
  ("start", StartUp.measure),
  ("large", LargeModel.measure),
  ("lstm", LSTMPrediction.measure),
  ("race", Race.measure),
  ("train", TrainingSteps.measure),
  ("ticks", MillionTicks.measure),
  ("stops", Stops.measure),
  ("long", LongLoop.measure),
  ("typing", Typing.measure),
  ("editor", EditorSteps.measure),
  ("screen", ScreenFrames.measure),
  ("diagnose", Diagnoses.measure),
  ("export", CExport.measure),
]

/// A message, which is not part of the table.
func say(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  _ = write(2, bytes, bytes.count)
}

let chosen = CommandLine.arguments.dropFirst()
if let unknown = chosen.first(where: { name in !measures.contains { $0.name == name } }) {
  let names = measures.map(\.name).joined(separator: ", ")
  say("\(unknown) is not measured; there are: \(names)")
  exit(2)
}

var report = Report()
for (name, run) in measures where chosen.isEmpty || chosen.contains(name) {
  say("measuring: \(name)")
  do {
    try run(&report)
  } catch {
    report.missing(name, because: "\(error)")
  }
}
print(report.text)
