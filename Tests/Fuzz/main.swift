import Foundation

// kerastep-fuzz FOLDER COUNT: damages every model file below a folder COUNT times and opens each
// copy. Workers of their own do it, so that a crash is told with the file and the number that
// makes it again: kerastep-fuzz --worker FILE SCRATCH FIRST LAST [ARCHITECTURE|-] [WEIGHTS|-].
//
// kerastep-fuzz lines COUNT: types COUNT wild lines at the prompt of bundled models. What a line does
// may depend on those before it on the same console: kerastep-fuzz --lines FIRST LAST types some.
//
// kerastep-fuzz models FOLDER FIRST LAST [sanitized]: opens changed models that still parse, made of a folder's
// architectures, with weights that fit, and walks through them; kerastep-fuzz model FOLDER NUMBER prints one.

let arguments = CommandLine.arguments
if arguments.count == 8, arguments[1] == "--worker", let first = Int(arguments[4]),
  let last = Int(arguments[5]), first <= last
{
  func given(_ text: String) -> String? { text == "-" ? nil : text }
  let victim = Victim(
    path: arguments[2], architecture: given(arguments[6]), weights: given(arguments[7]))
  let tally = try Worker(victim: victim, scratch: arguments[3]).run(first..<last)
  Worker.say("done \(tally.opened) \(tally.refused) \(tally.slowest)")
} else if arguments.count == 7, arguments[1] == "--models", let first = Int(arguments[4]),
  let last = Int(arguments[5]), first <= last
{
  let isSanitized = arguments[6] == "sanitized"
  let worker = ModelWorker(
    folder: arguments[2], scratch: arguments[3],
    limits: isSanitized ? .sanitized : ModelWorker.Limits())
  let tally = try worker.run(first..<last)
  Worker.say("done \(tally.opened) \(tally.refused) \(tally.slowest)")
} else if (5...6).contains(arguments.count), arguments[1] == "models",
  let first = Int(arguments[3]), let last = Int(arguments[4]), first < last
{
  let campaign = ModelCampaign(
    folder: arguments[2], numbers: first..<last, isSanitized: arguments.last == "sanitized")
  exit(campaign.run() ? 0 : 1)
} else if arguments.count == 4, arguments[1] == "model", let number = Int(arguments[3]) {
  do {
    print(try ModelWorker.text(number, folder: arguments[2]))
  } catch {
    print("# \(error)")
    exit(1)
  }
} else if arguments.count == 4, arguments[1] == "--lines", let first = Int(arguments[2]),
  let last = Int(arguments[3]), first <= last
{
  let tally = try LineWorker().run(first..<last)
  Worker.say("done \(tally.opened) \(tally.refused) \(tally.slowest)")
} else if arguments.count == 3, arguments[1] == "lines", let count = Int(arguments[2]), count > 0 {
  exit(LineCampaign(count: count).run() ? 0 : 1)
} else if arguments.count == 3, let count = Int(arguments[2]), count > 0 {
  exit(Campaign(folder: arguments[1], count: count).run() ? 0 : 1)
} else {
  print(
    """
    usage: kerastep-fuzz FOLDER COUNT
           kerastep-fuzz lines COUNT
           kerastep-fuzz models FOLDER FIRST LAST [sanitized]
           kerastep-fuzz model FOLDER NUMBER
    """)
  exit(2)
}
