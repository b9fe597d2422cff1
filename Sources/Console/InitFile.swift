#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Containers
import Tensors
import Terminal

/// The person's own lines, run when the prompt starts: aliases and settings.
///
/// Nothing is run from the current folder, which may be somebody else's.
package enum InitFile {
  /// `${XDG_CONFIG_HOME:-~/.config}/kerastep/init`, if it is there.
  static var path: String? {
    Terminal.userFolder("XDG_CONFIG_HOME", or: ".config").map { $0 + "/kerastep/init" }
      .flatMap { access($0, R_OK) == 0 ? $0 : nil }
  }

  /// Puts a setting into it, in the place of an earlier line for the same; gives its path.
  static func keep(_ setting: Setting, _ value: String, _ console: Console) throws -> String {
    guard let folder = console.configFolder else {
      throw CommandError("there is no home folder to keep it in")
    }
    let path = "\(folder)/kerastep/init"
    var lines: [String] = []
    if access(path, F_OK) == 0 {
      let text = String(decoding: try FileBytes(path: path).bytes.array, as: UTF8.self)
      lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    while lines.last == "" { lines.removeLast() }
    let line = "set \(setting.name) \(value)"
    if let place = lines.firstIndex(where: { $0.trimmed.hasPrefix("set \(setting.name) ") }) {
      lines[place] = line
    } else {
      lines.append(line)
    }
    for part in [folder, folder + "/kerastep"] { mkdir(part, 0o700) }
    try FileBytes.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
    return path
  }

  /// Runs it, and tells of no setting; a line that fails is told, and the prompt comes all the same.
  package static func run(_ console: Console) {
    guard let path else { return }
    console.isBeginning = true
    defer { console.isBeginning = false }
    do {
      _ = try console.run(try ScriptReader(path: path))
    } catch {
      console.output.error(Problem.text(error))
    }
  }
}
