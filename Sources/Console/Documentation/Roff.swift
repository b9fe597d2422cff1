import Terminal

/// What manual pages are written in: macros of man(7), and text that holds none.
package enum Roff {
  /// A page of section 1 or 7 with its sections, as a file's text.
  ///
  /// The day is that of the version, so that the same program always writes the same page.
  package static func page(
    _ name: String, section: Int, day: String, source: String, _ lines: [String]
  ) -> String {
    let title = escaped(name.uppercased())
    let head = ".TH \"\(title)\" \(section) \"\(day)\" \"\(escaped(source))\" \"User Commands\""
    return ([#".\" Written by make install from the program's own declarations."#, head] + lines)
      .joined(separator: "\n") + "\n"
  }

  /// `.SH NAME` and the line by which apropos and whatis find a page.
  package static func name(_ name: String, _ summary: String) -> [String] {
    [".SH NAME", "\(escaped(name)) \\-"] + paragraph(summary)
  }

  package static func section(_ title: String) -> String { ".SH \(quoted(title.uppercased()))" }

  package static func subsection(_ title: String) -> String { ".SS \(quoted(title))" }

  /// A term in bold letters, and below it what it is.
  package static func item(_ term: String, _ text: String) -> [String] {
    [".TP", bold(term)] + paragraph(text)
  }

  package static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fP" }

  /// Text that is filled, in lines that an editor shows whole; without any, nothing.
  package static func paragraph(_ text: String) -> [String] {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? [] : words.joined(separator: " ").wrapped(to: 78).map(escaped)
  }

  /// Lines that stay as they are, set in.
  package static func verbatim(_ lines: [String]) -> [String] {
    lines.isEmpty ? [] : [".PP", ".RS 4", ".nf"] + lines.map(escaped) + [".fi", ".RE"]
  }

  /// Text in which paragraphs are filled, and lines that begin with blanks stay as they are.
  package static func text(_ text: String) -> [String] {
    var result: [String] = []
    var kept: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix(" ") {
        kept.append(String(line.drop { $0 == " " }))
        continue
      }
      result += verbatim(kept)
      kept = []
      if !line.isEmpty { result += [".PP"] + paragraph(line) }
    }
    return result + verbatim(kept)
  }

  private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// A line's text, in which nothing is a macro: what is typed can be copied from the page, and letters beyond ASCII need
  /// no encoding.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "\"": result += "\\(dq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "…": result += "..."
      case "\n", "\r": result += " "
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default: result += "\\[u\(hexadecimal(scalar))]"
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
