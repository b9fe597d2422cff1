extension ArrayText {
  /// The array on one line of at most `width` columns: `[0.0349 0.0418 … -0.1088]`.
  ///
  /// A vector that is too long loses its middle; an array of more axes that is too long is only
  /// its shape.
  package func oneLine(_ tensor: Tensor, width: Int) -> String {
    switch tensor.shape.rank {
    case 0:
      return tensor.elements.first.map { format.scalar($0, tensor.dtype) } ?? ""
    case 1:
      return vector(tensor, width)
    default:
      guard tensor.count <= max(width, 0) / 2 else { return "\(tensor.shape)" }
      let texts = format.texts(tensor.elements, tensor.dtype)
      let line = nested(texts[...], tensor.shape.dims[...])
      return line.count <= width ? line : "\(tensor.shape)"
    }
  }

  /// `[[1 2] [3 4]]`.
  private func nested(_ texts: ArraySlice<String>, _ dims: ArraySlice<Int>) -> String {
    guard let length = dims.first else { return texts.first ?? "" }
    let size = length > 0 ? texts.count / length : 0
    let parts = (0..<length).map { index in
      let start = texts.startIndex + index * size
      return nested(texts[start..<start + size], dims.dropFirst())
    }
    return "[\(parts.joined(separator: " "))]"
  }

  private func vector(_ tensor: Tensor, _ width: Int) -> String {
    // No more numbers than fit are made into text.
    let most = max(width, 4) / 2 + 1
    let count = tensor.count
    let first = tensor.elements.prefix(most)
    let ends = Array(first) + tensor.elements.dropFirst(first.count).suffix(most)
    let texts = format.texts(ends, tensor.dtype)
    if ends.count == count {
      let full = "[\(texts.joined(separator: " "))]"
      if full.count <= width { return full }
    }
    return elided(texts, width) ?? "\(tensor.shape)"
  }

  /// As many of the first and the last texts as fit; nil when not even one of each does.
  private func elided(_ texts: [String], _ width: Int) -> String? {
    var head: [String] = []
    var tail: [String] = []
    var used = 2 + ellipsis.count
    while head.count + tail.count < texts.count - 1 {
      let fromHead = head.count <= tail.count
      let text = fromHead ? texts[head.count] : texts[texts.count - 1 - tail.count]
      guard used + 1 + text.count <= width else { break }
      used += 1 + text.count
      if fromHead { head.append(text) } else { tail.insert(text, at: 0) }
    }
    guard !tail.isEmpty else { return nil }
    return "[\((head + [ellipsis] + tail).joined(separator: " "))]"
  }
}
