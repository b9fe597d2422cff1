/// What is put into the line that was not typed into it.
extension LineEditor {
  /// A paste of several lines is as good as typing them: the first one is entered, the others follow.
  func paste() -> EditLine.Outcome {
    var scalars: [Unicode.Scalar] = []
    typing.isPasted = true
    while let scalar = editor.nextCharacter() {
      scalars.append(scalar)
      if scalar == "~", scalars.suffix(Paste.end.count) == Paste.end[...] { break }
    }
    typing.isPasted = false
    guard stop == nil else { return .nothing }
    let paste = Paste(scalars.dropLast(Paste.end.count))
    guard let first = paste.complete.first else {
      editor.insert(paste.rest)
      return .refresh
    }
    pasted = paste.complete.dropFirst()
    pastedRest = paste.rest
    editor.insert(first)
    editor.push("\n")
    return .refresh
  }

  /// Enters another line in the place of this one, which comes back in the next.
  func enterShortcut() -> EditLine.Outcome {
    guard let shortcut else { return .beep }
    let line = editor.line.text
    offered = line
    editor.replace(0..<line.unicodeScalars.count, with: shortcut)
    editor.push("\n")
    return .refresh
  }

  func insertOffer() -> EditLine.Outcome {
    editor.insert(start)
    return .refresh
  }
}
