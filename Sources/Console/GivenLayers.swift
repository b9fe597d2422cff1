import Models

/// What `--layer` says: an equation of a layer, or a file of equations.
package enum GivenLayers {
  /// Reads them in order, a later one in place of an earlier one of the same layer.
  package static func read(_ texts: [String]) throws -> LayerDefinitions {
    var layers = LayerDefinitions()
    for text in texts {
      if text.contains("=") {
        layers.set(try LayerLines.typed(text))
      } else {
        layers.set(try LayerLines.read(path: text.expandingHome))
      }
    }
    return layers
  }

  /// The text as one word of a command: in quotes where it holds blanks.
  package static func quoted(_ text: String) -> String {
    guard text.contains(where: \.isWhitespace) else { return text }
    return text.contains("\"") ? "'\(text)'" : "\"\(text)\""
  }

  /// The words of a command line, what stands in quotes as one of them.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var current = ""
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { current.append(character) }
      } else if current.isEmpty, "\"'".contains(character), words.last == "--layer" {
        quote = character
      } else if character.isWhitespace {
        if !current.isEmpty { words.append(current) }
        current = ""
      } else {
        current.append(character)
      }
    }
    return current.isEmpty ? words : words + [current]
  }
}
