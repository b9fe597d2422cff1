import Debugging
import Expressions
import Models
import Tensors
import Terminal

/// `let z_f = x @ W[:, 8:16]`: names a value.
struct LetCommand: Command {
  let names = ["let"]
  let group = CommandGroup.looking
  let reach: Reach = [.changes, .readsFiles]
  let summary = "name a value, or list the named ones"
  let usage = ["let", "let NAME = EXPRESSION", "let NAME = FILE[:ARRAY]", "let -d NAME"]
  let example = [
    "open lstm", "feed zeros", "until lstm@1.f",
    "let z_f = x @ W[:, 8:16] + h_prev @ U[:, 8:16] + b[8:16]", "p sigmoid(z_f) - f",
  ]
  let details = """
    A variable can stand in every expression and stays when another model is opened; -d forgets it. \
    It holds the numbers of the moment: walking on changes none of them. Where the model has a value \
    of the same name, the model's is meant, and a line says so; with a $ before it, as in $z_f, a \
    name is always the variable. FILE is an array of .npy or .npz, or one of an .h5 by its path in \
    it, as in let W = model.weights.h5:layers/dense/vars/0. let without a name lists all.
    """
  let completion = Completion.Kind.value

  func run(_ arguments: String, _ console: Console) throws {
    if arguments.isEmpty { return list(console) }
    let (word, rest) = arguments.firstWord
    if word == "-d" { return try remove(rest, console) }
    guard let equals = arguments.firstIndex(of: "=") else { return try show(arguments, console) }
    let typed = String(arguments[..<equals]).trimmed
    let name = typed.hasPrefix("$") ? String(typed.dropFirst()) : typed
    let text = String(arguments[arguments.index(after: equals)...]).trimmed
    try check(name, console)
    guard !text.isEmpty, !text.hasPrefix("=") else {
      throw CommandError(
        text.isEmpty ? "let needs a value" : "let takes one =", hint: "let \(name) = x[0]")
    }
    let tensor = try LetCommand.array(inFile: text) ?? console.evaluate(text)
    try keep(Variables.Variable(name: name, tensor: tensor, text: text), console)
    if console.writesInPieces(tensor, all: false) {
      console.writeInPieces(name, tensor)
    } else {
      console.output.lines(console.valueLines(name, tensor, all: false))
    }
    note(name, console)
  }

  private func keep(_ variable: Variables.Variable, _ console: Console) throws {
    do {
      try console.debugger.kept.set(variable)
    } catch {
      throw CommandError(
        "\(error)",
        hint: "let lists them, let -d NAME forgets one; or name a part: "
          + "let \(variable.name) = x[0]")
    }
  }

  /// The array of a file: `let W = model.weights.h5:layers/dense/vars/0`; nil for other texts.
  private static func array(inFile text: String) throws -> Tensor? {
    guard let arrays = try Feed.arrays(inFile: text.expandingHome) else { return nil }
    guard arrays.count == 1, let only = arrays.first else {
      let names = arrays.compactMap(\.name)
      throw CommandError(
        "\(text) holds \(arrays.count) arrays",
        hint: names.first.map { "name one: \(text):\($0)" } ?? "")
    }
    return only.tensor
  }

  /// It reads a file where one stands behind the =.
  func reach(of arguments: String) -> Reach {
    guard let equals = arguments.firstIndex(of: "=") else { return .changes }
    let text = String(arguments[arguments.index(after: equals)...]).trimmed
    return ArrayFile(text.expandingHome) == nil ? .changes : reach
  }

  private func check(_ name: String, _ console: Console) throws(CommandError) {
    let hint = "another name will do: let my_\(name) = …"
    switch WordUse(name) {
    case .name:
      guard Scope(console.debugger).functions[name] == nil else {
        throw CommandError("\(name) is a function", hint: hint)
      }
    case .malformed:
      throw CommandError(
        name.isEmpty ? "let needs a name" : "\(name.visible) is no name",
        hint: "a letter first, then letters, digits and _: let z_f = …")
    case .reserved: throw CommandError("\(name) has a meaning of its own", hint: hint)
    case .function(let usage):
      throw CommandError("\(name) is a function: \(usage)", hint: hint)
    }
  }

  /// `let y`: the variable as it is.
  private func show(_ name: String, _ console: Console) throws {
    guard let variable = console.debugger.kept.variables[name] else {
      throw CommandError("let needs a value", hint: "let y = x[0]")
    }
    console.fact("  \(variable.name)", variable.tensor)
  }

  /// Who else has the name, and who wins.
  private func note(_ name: String, _ console: Console) {
    var notes: [String] = []
    let isTaken = Scope(console.debugger).isValue(name)
    if isTaken {
      notes.append(
        "\(name) is also a value of the model, and here \(name) means the model's; $\(name) is this one"
      )
    }
    if let command = console.commands.find(name) {
      notes.append(
        "a line \(name) alone is the command \(command.name); p \(isTaken ? "$" : "")\(name) prints the variable"
      )
    }
    for note in notes { console.output.lines(console.prose("(\(note))", .dim)) }
  }

  private func remove(_ name: String, _ console: Console) throws {
    let name = name.hasPrefix("$") ? String(name.dropFirst()) : name
    guard console.debugger.kept.remove(name) else {
      let near = nearest(to: name, in: console.debugger.kept.variables.all.map(\.name))
      throw CommandError(
        name.isEmpty ? "let -d needs a name" : "there is no variable \(name)",
        hint: near.map { "Did you mean \($0)?" } ?? "let lists them")
    }
    console.output.line("\(name) is forgotten")
  }

  private func list(_ console: Console) {
    guard !console.debugger.kept.variables.all.isEmpty else {
      return console.output.line("there are no variables yet: let y = x[0] makes one")
    }
    for variable in console.debugger.kept.variables.all {
      console.fact("  \(variable.name)", variable.tensor)
    }
  }
}
