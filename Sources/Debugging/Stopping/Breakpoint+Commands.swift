/// How a breakpoint is spelled as commands.
extension Breakpoint {
  /// `break`, `watch`: the command that makes it.
  package var command: String {
    switch kind {
    case .place: isTemporary ? "tbreak" : "break"
    case .watch: "watch"
    case .condition: "catch"
    case .print: "dprintf"
    }
  }

  /// The lines that make it again, for a script; what is done at its stops could be anything, and
  /// may be left out.
  package func lines(withCommands: Bool = true) -> [String] {
    var first = "\(command) \(subject)"
    if case .print(_, let format, let expressions) = kind {
      first += ([", \"\(format.source)\""] + expressions.map { ", \($0)" }).joined()
    }
    // Only a break takes its condition with it.
    if case .place = kind, let condition { first += " if \(condition)" }
    var lines = [first]
    if let condition, first.hasSuffix(" if \(condition)") == false {
      lines.append("condition $bpnum \(condition)")
    }
    if ignored > 0 { lines.append("ignore $bpnum \(ignored)") }
    if withCommands, !commands.isEmpty {
      lines += ["commands $bpnum"] + commands.map { "  " + $0 } + ["end"]
    }
    if !isEnabled { lines.append("disable $bpnum") }
    return lines
  }

  /// `temporary breakpoint 3`.
  package var title: String {
    switch kind {
    case .place: isTemporary ? "temporary breakpoint \(number)" : "breakpoint \(number)"
    case .watch, .condition, .print: "\(command) \(number)"
    }
  }

  /// What a watch is of.
  package var watched: String { if case .watch(let text, _) = kind { text } else { subject } }
}
