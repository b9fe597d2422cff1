/// The name of a golden file's array taken apart: `encoder#2/dense:1`.
struct ArrayName: Hashable {
  /// The layers down to the one meant: `encoder#2`, `dense`.
  let path: [Component]
  /// What of the layer is meant: `:1` its second output, `.z` an equation's value; mostly "".
  let detail: String

  /// A layer's name and which of its calls is meant.
  struct Component: Hashable {
    let name: String
    /// `#2`, or "" for the first call.
    let call: String

    init(_ text: Substring) {
      let call = text.digitsAtEnd
      let head = text.dropLast(call.count)
      let isCounted = !call.isEmpty && head.last == "#" && head.count > 1
      name = String(isCounted ? head.dropLast() : text)
      self.call = isCounted ? "#\(call)" : ""
    }
  }

  /// What may stand behind the layer.
  enum Detail {
    /// `:1`
    case output
    /// `.z`
    case equation
  }

  init(_ text: String, _ kind: Detail) {
    let cut: String.Index
    switch kind {
    case .output:
      let digits = text.digitsAtEnd
      let head = text.dropLast(digits.count)
      cut =
        !digits.isEmpty && head.last == ":" ? text.index(before: digits.startIndex) : text.endIndex
    case .equation:
      cut = text.lastIndex(of: ".") ?? text.endIndex
    }
    path = text[..<cut].split(separator: "/", omittingEmptySubsequences: false).map(Component.init)
    detail = String(text[cut...])
  }

  /// The name without the numbers of calls: what all calls of a layer have in common.
  var uncalled: String { path.map(\.name).joined(separator: "/") + detail }
}

/// A name that Keras gave by itself: `dense`, `dense_1`; in traces also `dense0`.
struct AutomaticName {
  let base: String
  let number: Int

  init(_ text: String) {
    let digits = text.digitsAtEnd
    let head = text.dropLast(digits.count)
    base = String(head.last == "_" && !digits.isEmpty ? head.dropLast() : head)
    // The first of a class bears no number in Keras 2 and 3.
    number = Int(digits) ?? -1
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The decimal digits that the text ends with.
  fileprivate var digitsAtEnd: Substring {
    let digits = reversed().prefix { $0.isASCII && $0.isNumber }
    return suffix(digits.count)
  }
}
