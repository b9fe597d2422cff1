import Console
import Containers
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An extension that tells VS Code of kerastep: declarations, and no code of its own.
package struct EditorExtension {
  private let version: String
  private let program: String

  /// `version` is kerastep's.
  package init(version: String) {
    self.version = version
    program = Bundled.program ?? "kerastep"
  }

  /// Writes its files into a folder, which it makes; gives the folder.
  package func write(to folder: String) throws -> String {
    for index in folder.indices.dropFirst() where folder[index] == "/" {
      mkdir(String(folder[..<index]), 0o777)
    }
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw RequestError("\(folder.visible) cannot be made: \(String(cString: strerror(errno)))")
    }
    for (name, text) in [("package.json", package.indented + "\n"), ("README.md", readme)] {
      try FileBytes.write(Array(text.utf8), to: "\(folder)/\(name)")
    }
    return folder
  }

  private var package: JSON {
    .object([
      "name": .string("kerastep"), "displayName": .string("kerastep"),
      "description": .string("Step through a Keras model's prediction, equation by equation."),
      "version": .string(version), "publisher": .string("kerastep"),
      "license": .string("Apache-2.0"),
      "engines": .object(["vscode": .string("^1.75.0")]),
      "categories": .array([.string("Debuggers")]),
      "contributes": .object([
        "languages": .array([
          .object([
            "id": .string("kerastep"), "aliases": .array([.string("Equations of a Keras model")]),
            "extensions": .array([.string(".\(ListingFile.ending)")]),
          ])
        ]),
        "breakpoints": .array([.object(["language": .string("kerastep")])]),
        "debuggers": .array([.object(debugger)]),
      ]),
    ])
  }

  private var debugger: JSONObject {
    [
      "type": .string("kerastep"), "label": .string("kerastep"),
      "program": .string(program), "args": .array([.string("dap")]),
      "languages": .array([.string("kerastep")]),
      "configurationAttributes": .object([
        "launch": .object([
          "required": .array([.string("model")]),
          "properties": .object(
            JSONObject(LaunchArgument.all.map { ($0.name, .object($0.schema)) })),
        ])
      ]),
      "initialConfigurations": .array([
        .object(configuration("lstm", input: "[[0, 1], [2, 3], [4, 5]]"))
      ]),
      "configurationSnippets": .array([
        .object([
          "label": .string("kerastep: walk through a prediction"),
          "description": .string("Opens a Keras model and feeds it an input."),
          "body": .object(
            configuration("^\"\\${workspaceFolder}/${1:model.keras}\"", input: "${2:ones}")),
        ])
      ]),
    ]
  }

  private func configuration(_ model: String, input: String) -> JSONObject {
    [
      "type": .string("kerastep"), "request": .string("launch"),
      "name": .string("Walk through a prediction"), "model": .string(model),
      "input": .string(input),
      "stopOnEntry": .bool(true),
    ]
  }

  private var readme: String {
    """
    # kerastep for VS Code

    Steps through the prediction of a model that Keras saved, in VS Code's debugger. The extension holds
    declarations alone; the debugger is `\(program) dap`.

    In `.vscode/launch.json`:

    ```json
    {
      "version": "0.2.0",
      "configurations": [
        {
          "type": "kerastep",
          "request": "launch",
          "name": "Walk through a prediction",
          "model": "${workspaceFolder}/model.keras",
          "input": "ones"
        }
      ]
    }
    ```

    | argument | |
    | --- | --- |
    \(LaunchArgument.all.map { "| `\($0.name)` | \($0.meaning) |" }.joined(separator: "\n"))

    F5 opens the model. The source is the list of its equations; the marked line was just computed. The debug
    console takes every command of kerastep: `explain C[5]`, `why h[0]`, `help`.

    """
  }
}

extension JSON {
  /// The value as people write it, a member a line.
  fileprivate var indented: String { indented("") }

  private func indented(_ margin: String) -> String {
    let inner = margin + "  "
    switch self {
    case .object(let members) where !members.isEmpty:
      let lines = members.map { "\(inner)\(JSON.string($0.key).text): \($0.value.indented(inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
    case .array(let values) where values.contains { $0.objectValue != nil }:
      return "[\n" + values.map { inner + $0.indented(inner) }.joined(separator: ",\n")
        + "\n\(margin)]"
    default: return text
    }
  }
}
