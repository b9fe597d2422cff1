import Foundation

// kerastep-fuzz FOLDER COUNT: damages every model file below a folder COUNT times and opens each
// copy. Workers of their own do it, so that a crash is told with the file and the number that
// makes it again: kerastep-fuzz --worker FILE SCRATCH FIRST LAST [ARCHITECTURE|-] [WEIGHTS|-].
//
// kerastep-fuzz lines COUNT: types COUNT wild lines at the prompt of bundled models. What a line does
// may depend on those before it on the same console: kerastep-fuzz --lines FIRST LAST types some.

let arguments = CommandLine.arguments
if arguments.count == 8, arguments[1] == "--worker", let first = Int(arguments[4]),
  let last = Int(arguments[5]), first <= last
{
  func given(_ text: String) -> String? { text == "-" ? nil : text }
  let victim = Victim(
    path: arguments[2], architecture: given(arguments[6]), weights: given(arguments[7]))
  let tally = try Worker(victim: victim, scratch: arguments[3]).run(first..<last)
  Worker.say("done \(tally.opened) \(tally.refused) \(tally.slowest)")
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
  print("usage: kerastep-fuzz FOLDER COUNT\n       kerastep-fuzz lines COUNT")
  exit(2)
}
