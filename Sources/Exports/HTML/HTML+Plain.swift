import CTexts
import Containers

/// What a page shows where no script is run, and what its scripts and styles are.
extension HTML {
  /// The most equations, and the most numbers of each.
  private static let (plainEquations, plainNumbers) = (500, 16)

  /// Every layer with its equations and their last numbers, as tables.
  static func plain(_ json: JSON) -> String {
    let equations = json["equations"]?.arrayValue ?? []
    var left = plainEquations
    let layers = (json["layers"]?.arrayValue ?? []).map { layer -> String in
      let own = (layer["equations"]?.arrayValue ?? []).compactMap(\.intValue)
        .filter(equations.indices.contains).prefix(left)
      left -= own.count
      let rows = own.map { plainRow(equations[$0]) }.joined(separator: "\n")
      let title = "\(layer["path"]?.stringValue ?? "")  \(layer["title"]?.stringValue ?? "")"
      return rows.isEmpty
        ? ""
        : """
        <h2>\(escaped(title))</h2>
        <table class="plain">
        <tr><th scope="col">equation</th><th scope="col">its last numbers</th></tr>
        \(rows)
        </table>
        """
    }
    let rest = equations.count - (plainEquations - left)
    let more = rest > 0 ? "\n<p>\(rest) more equations are not in this list.</p>" : ""
    return layers.filter { !$0.isEmpty }.joined(separator: "\n") + more
  }

  private static func plainRow(_ equation: JSON) -> String {
    let shown = equation["shown"]?.arrayValue?.last?.stringValue ?? ""
    let numbers = shown.split(separator: " ")
    let text = numbers.prefix(plainNumbers).joined(separator: " ")
    let more = numbers.count > plainNumbers ? " …" : numbers.isEmpty ? "not computed" : ""
    return "<tr><th scope=\"row\">\(escaped(equation["text"]?.stringValue ?? ""))</th>"
      + "<td>\(escaped(text + more))</td></tr>"
  }

  static var scripts: String { String(cString: ks_page_scripts()) }

  static var styles: String { String(cString: ks_page_styles()) }
}
