import Containers
import Damage
import TestSupport

/// HDF5 trees changed so that they are still valid files: the same seed gives the same change.
struct TreeMutation {
  let files: FileCorpus
  let models: ModelCorpus
  var chance: Chance

  /// The tree with one place of it changed.
  mutating func changed(_ tree: HDF5Node) -> HDF5Node {
    var place = chance.below(TreeMutation.size(tree))
    return changed(tree, &place)
  }

  private static func size(_ node: HDF5Node) -> Int {
    (node.children ?? []).reduce(1 + node.attributes.count) { $0 + size($1.node) }
  }

  /// Counts groups, arrays and attributes off until the one that is changed.
  private mutating func changed(_ node: HDF5Node, _ place: inout Int) -> HDF5Node {
    var node = node
    if place == 0 {
      place = -1
      return changedHere(node)
    }
    place -= 1
    if place >= 0, place < node.attributes.count {
      changeAttribute(place, of: &node)
      place = -1
      return node
    }
    place -= node.attributes.count
    guard place >= 0, var children = node.children else { return node }
    for index in children.indices where place >= 0 {
      children[index].node = changed(children[index].node, &place)
    }
    node.content = .group(children)
    return node
  }

  private mutating func changedHere(_ node: HDF5Node) -> HDF5Node {
    var node = node
    switch node.content {
    case .array(let values):
      node.content = chance.below(12) == 0 ? .group([]) : .array(changed(values))
    case .group(let children): node.content = .group(changed(children))
    }
    if chance.below(8) == 0, let other = chance.any(files.attributes),
      !node.attributes.contains(where: { $0.name == other.name })
    {
      node.attributes.append(other)
    }
    return node
  }

  // MARK: Groups

  private mutating func changed(_ children: [HDF5Node.Child]) -> [HDF5Node.Child] {
    var children = children
    guard !children.isEmpty else { return [("x", stranger())] }
    let (one, other) = (chance.below(children.count), chance.below(children.count))
    let name = freeName(children)
    switch chance.below(6) {
    case 0: children.remove(at: one)
    case 1: children[one].name = name
    case 2: children.append((name, children[one].node))
    case 3:
      (children[one].node, children[other].node) = (children[other].node, children[one].node)
    case 4: children[one].node = HDF5Node(.group([(name, children[one].node)]))
    default: children.append((name, stranger()))
    }
    return children
  }

  /// A name that no child has: one that Keras gives, or another.
  private mutating func freeName(_ children: [HDF5Node.Child]) -> String {
    let names = [
      "0", "1", "2", "vars", "cell", "layers", "dense", "kernel:0", "bias:0", "model_weights", "x",
      "é\u{1B}[31m", "top_level_model_weights", "optimizer_weights",
    ]
    let free = names.filter { name in !children.contains { $0.name == name } }
    return chance.any(free) ?? "free \(children.count)"
  }

  private mutating func stranger() -> HDF5Node {
    let some = HDF5Values(shape: [2, 3], HDF5Content([1, -2, 0.5, 0, 3, .nan]))
    return HDF5Node(.array(chance.below(2) == 0 ? some : changed(some)))
  }

  // MARK: Attributes

  private mutating func changeAttribute(_ index: Int, of node: inout HDF5Node) {
    let values = node.attributes[index].values
    switch chance.below(6) {
    case 0: node.attributes.remove(at: index)
    case 1: node.attributes[index].values = chance.any(files.attributes)?.values ?? values
    default: node.attributes[index].values = changedAttribute(values)
    }
  }

  private mutating func changedAttribute(_ values: HDF5Values) -> HDF5Values {
    guard !values.texts.isEmpty else {
      if case .string(.fixed) = values.element { return reordered(values) }
      var changed = changed(values)
      changed.layout = .plain
      return changed
    }
    var texts = values.texts
    let one = chance.below(texts.count)
    if let json = try? JSON(parsing: texts[one], file: ""), json.objectValue != nil {
      var mutation = ModelMutation(models, chance)
      texts[one] = mutation.changed(json).text
      chance = mutation.chance
      return HDF5Values(shape: values.shape, texts: texts)
    }
    switch chance.below(4) {
    case 0: texts.swapAt(one, chance.below(texts.count))
    case 1: texts[one] = texts[chance.below(texts.count)]
    case 2: texts[one] = chance.any(["", "x", "2.3.0", "3.15.1", "tensorflow", "[]"]) ?? ""
    default:
      texts.append(texts[one])
      return HDF5Values(shape: [texts.count], texts: texts)
    }
    return HDF5Values(shape: values.shape, texts: texts)
  }

  /// A list of strings of one size with some moved, left out or said twice.
  private mutating func reordered(_ values: HDF5Values) -> HDF5Values {
    let size = max(1, values.element.byteSize)
    var strings = stride(from: 0, to: values.content.bytes.count - size + 1, by: size).map {
      Array(values.content.bytes[$0..<$0 + size])
    }
    guard !strings.isEmpty, values.shape.count == 1 else { return values }
    let one = chance.below(strings.count)
    switch chance.below(4) {
    case 0: strings.swapAt(one, chance.below(strings.count))
    case 1: strings[one] = strings[chance.below(strings.count)]
    case 2: strings.remove(at: one)
    default: strings.append(strings[one])
    }
    return HDF5Values(
      shape: [strings.count], element: values.element,
      content: HDF5Content(bytes: strings.flatMap { $0 }))
  }

  // MARK: Arrays

  private mutating func changed(_ values: HDF5Values) -> HDF5Values {
    var values = values
    guard values.texts.isEmpty else { return changedAttribute(values) }
    switch chance.below(5) {
    case 0: values.content = extremes(values)
    case 1: values.element = chance.any(TreeMutation.elements) ?? .float32
    case 2: values.shape = changed(values.shape)
    case 3: values.isBigEndian.toggle()
    default:
      values.layout = chance.below(2) == 0 ? .chunked : .unwritten(fill: unwritten(values.element))
    }
    return fitted(values)
  }

  private static let elements: [ElementType] = [
    .bool, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .float16, .float32,
    .float64, .bfloat16, .string(.fixed(byteCount: 7, spacePadded: false)),
  ]

  private mutating func unwritten(_ element: ElementType) -> [UInt8]? {
    chance.below(2) == 0
      ? nil : (0..<element.byteSize).map { _ in UInt8(truncatingIfNeeded: chance.below(256)) }
  }

  /// Some elements with every bit set or none, or the sign alone, or any.
  private mutating func extremes(_ values: HDF5Values) -> HDF5Content {
    var bytes = values.content.bytes
    let size = max(1, values.element.byteSize)
    guard bytes.count >= size else { return values.content }
    for _ in 0...chance.below(8) {
      let start = chance.below(bytes.count / size) * size
      let kind = chance.below(5)
      for place in start..<start + size {
        let isTop = place == (values.isBigEndian ? start : start + size - 1)
        switch kind {
        case 0: bytes[place] = 0xFF
        case 1: bytes[place] = 0
        case 2: bytes[place] = isTop ? 0x80 : 0
        case 3: bytes[place] = isTop ? 0x7F : 0xFF
        default: bytes[place] = UInt8(truncatingIfNeeded: chance.below(256))
        }
      }
    }
    return HDF5Content(bytes: bytes)
  }

  private mutating func changed(_ shape: [Int]) -> [Int] {
    var shape = shape
    let count = shape.reduce(1, *)
    guard !shape.isEmpty else { return chance.below(2) == 0 ? [1] : [1, 1] }
    let axis = chance.below(shape.count)
    switch chance.below(9) {
    case 0: shape[axis] += 1
    case 1: shape[axis] = max(0, shape[axis] - 1)
    case 2: shape[axis] = 2 * shape[axis]
    case 3: shape.swapAt(axis, chance.below(shape.count))
    case 4: return [count]
    case 5: shape.insert(1, at: axis)
    case 6: return [count, 0]
    case 7: shape[axis] = 1 << 20
    default: return []
    }
    return shape
  }

  /// With as many bytes as shape and kind ask for, said again or cut; what is too large is never written.
  private func fitted(_ values: HDF5Values) -> HDF5Values {
    var values = values
    let count = values.shape.reduce(values.element.byteSize, *)
    if count > 1 << 22 { values.layout = .unwritten(fill: nil) }
    if case .unwritten = values.layout, !values.shape.isEmpty { return values }
    let bytes = values.content.bytes
    if bytes.count == count { return values }
    let source = bytes.isEmpty ? [0x3F] : bytes
    values.content = HDF5Content(bytes: (0..<count).map { source[$0 % source.count] })
    return values
  }
}
