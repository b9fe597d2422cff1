import Containers

/// Arrays as text for a terminal, as NumPy prints them, without commas.
///
/// ```
/// [[ 0.0349  0.0418]
///  [-0.1088  0.2000]]
/// ```
/// Long ones are cut visibly: the ends of every long axis stay, `…` stands between them, and the
/// last line counts what is left out.
package struct ArrayText: Sendable {
  package var format: NumberFormat
  /// Whether only ASCII is written: `...` for `…`.
  package var ascii: Bool
  /// What follows `… 58 more`, such as how to see all.
  package var cutNote: String

  package init(_ format: NumberFormat = NumberFormat(), ascii: Bool = false, cutNote: String = "") {
    self.format = format
    self.ascii = ascii
    self.cutNote = cutNote
  }

  /// The sign of what is left out.
  package var ellipsis: String { ascii ? "..." : "…" }

  /// Whether the text leaves elements out.
  package func isCut(_ tensor: Tensor) -> Bool { hiddenCount(tensor) > 0 }

  /// Writes the lines, each with its end.
  package func write(_ tensor: Tensor, to output: inout some TextOutputStream) {
    for line in lines(tensor) {
      output.write(line)
      output.write("\n")
    }
  }

  /// The array in lines of at most `format.width` columns, all but the first indented; the lines so
  /// far when one is interrupted.
  package func lines(_ tensor: Tensor, indent: Int = 0) -> [String] {
    let axes = axes(of: tensor)
    let width = max(format.width, 20)
    let shown = Grid(tensor, axes)
    guard tensor.shape.rank > 0 else {
      return [tensor.elements.first.map { format.scalar($0, tensor.dtype) } ?? ""]
    }
    guard tensor.count > 0 else { return ["[]"] }
    var lines: [String] = []
    withoutActuallyEscaping({ lines.append($0) }) { body in
      var layout = Layout(
        column: format.columnText(shown.elements, tensor.dtype), elements: shown.elements,
        axes: axes, ellipsis: ellipsis, width: width, indent: indent, body)
      layout.write()
    }
    let hidden = hiddenCount(tensor)
    if hidden > 0, let last = lines.popLast() {
      let note = "\(ellipsis) \(hidden) more" + (cutNote.isEmpty ? "" : ", \(cutNote)")
      let fits = last.count + 2 + note.count <= width
      lines += fits ? ["\(last)  \(note)"] : [last, String(repeating: " ", count: indent) + note]
    }
    return lines
  }

  private func hiddenCount(_ tensor: Tensor) -> Int {
    tensor.count - axes(of: tensor).reduce(1) { $0 * $1.count }
  }

  private func axes(of tensor: Tensor) -> [Axis] {
    let cuts = format.threshold.map { tensor.count > $0 } ?? false
    return tensor.shape.dims.map { Axis($0, keeping: cuts ? max(format.edgeItems, 1) : nil) }
  }
}

extension ArrayText {
  /// Gives the lines of a whole array one after the other, and keeps none.
  package func forEachLine(of tensor: Tensor, _ body: (String) -> Void) {
    let axes = tensor.shape.dims.map { Axis($0, keeping: nil) }
    withoutActuallyEscaping(body) { body in
      var layout = Layout(
        column: format.columnText(tensor.elements, tensor.dtype), elements: tensor.elements,
        axes: axes, ellipsis: ellipsis, width: max(format.width, 20), indent: 0, body)
      layout.write()
    }
  }
}

/// What is shown of an axis.
private struct Axis {
  /// How many of its places.
  let count: Int
  /// After how many of them something is left out.
  let gap: Int?
  private let length: Int

  init(_ length: Int, keeping ends: Int?) {
    self.length = length
    gap = ends.flatMap { length > 2 * $0 + 1 ? $0 : nil }
    count = gap.map { 2 * $0 } ?? length
  }

  /// Which place of the array it is.
  subscript(place: Int) -> Int {
    guard let gap, place >= gap else { return place }
    return length - count + place
  }
}

/// The elements that are shown, in order.
private struct Grid {
  var elements: [Double] = []

  init(_ tensor: Tensor, _ axes: [Axis]) {
    var offsets = [0]
    for (axis, stride) in zip(axes, tensor.shape.strides) {
      offsets = offsets.flatMap { offset in (0..<axis.count).map { offset + axis[$0] * stride } }
    }
    elements = tensor.count > 0 ? offsets.map { tensor.elements[$0] } : []
  }
}

/// Puts padded numbers into brackets and lines.
private struct Layout {
  let column: (Double) -> String
  let elements: [Double]
  let axes: [Axis]
  let ellipsis: String
  let width: Int
  let indent: Int
  private let body: (String) -> Void
  private var next = 0
  private var isFirst = true

  init(
    column: @escaping (Double) -> String, elements: [Double], axes: [Axis], ellipsis: String,
    width: Int, indent: Int, _ body: @escaping (String) -> Void
  ) {
    self.column = column
    self.elements = elements
    self.axes = axes
    self.ellipsis = ellipsis
    self.width = width
    self.indent = indent
    self.body = body
  }

  /// Gives the lines, one after the other.
  mutating func write() { block(0, opening: "", closing: "") }

  private mutating func add(_ line: String) {
    isFirst = false
    body(line)
  }

  /// The part of the array below one axis, its brackets among those of the axes around it.
  private mutating func block(_ depth: Int, opening: String, closing: String) {
    let axis = axes[depth]
    guard depth < axes.count - 1 else { return row(axis, opening + "[", "]" + closing) }
    let margin = String(repeating: " ", count: opening.count + 1)
    for place in 0..<axis.count {
      if Interruption.isWished() { return }
      if place > 0 {
        for _ in 0..<axes.count - depth - 2 { add("") }
        if axis.gap == place {
          add(margin + ellipsis)
          for _ in 0..<axes.count - depth - 2 { add("") }
        }
      }
      let isLast = place == axis.count - 1
      block(
        depth + 1, opening: place == 0 ? opening + "[" : margin,
        closing: isLast ? "]" + closing : "")
    }
    if axis.count == 0 { add(opening + "[]" + closing) }
  }

  /// Numbers beside each other, wrapped beneath the first one.
  private mutating func row(_ axis: Axis, _ opening: String, _ closing: String) {
    var line = isFirst ? opening : indented(opening)
    // Counted along: to count a line's letters takes as long as the line is.
    var used = indent + opening.count
    var isEmpty = true
    let margin = String(repeating: " ", count: indent + opening.count)
    for place in 0..<axis.count {
      var words = [column(elements[next])]
      next += 1
      if next % 4096 == 0, Interruption.isWished() { break }
      if axis.gap == place { words.insert(ellipsis, at: 0) }
      for word in words {
        let tail = place == axis.count - 1 ? closing.count : 0
        let length = word.count
        if !isEmpty, used + 1 + length + tail > width {
          while line.last == " " { line.removeLast() }
          add(line)
          line = margin
          used = margin.count
          isEmpty = true
        }
        line += isEmpty ? word : " \(word)"
        used += isEmpty ? length : length + 1
        isEmpty = false
      }
    }
    add(line + closing)
  }

  private func indented(_ text: String) -> String {
    String(repeating: " ", count: indent) + text
  }
}
