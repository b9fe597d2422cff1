import Layers
import Models

/// Matches the layer names of a golden file with those of a model, level by level.
///
/// Names mostly are the same. Those that Keras gave by itself drift: Keras 1 counts `dense_1`,
/// `dense_2`, Keras 3 `dense`, `dense_1`, and a second model of one session goes on counting. When
/// a class's names do not fit, as many as there are layers of the class are matched by their order.
struct NameMatching {
  /// Whether an array of the model under this name has the reference's shape.
  let fits: (_ reference: ArrayName, _ name: String) -> Bool
  /// The names that differ: the file's, and the model's.
  private(set) var renamed: [(file: String, model: String)] = []
  private var result: [ArrayName: String] = [:]

  init(fits: @escaping (_ reference: ArrayName, _ name: String) -> Bool) {
    self.fits = fits
  }

  /// The model's name for each of the file's.
  mutating func match(_ names: [ArrayName], with parts: [Part]) -> [ArrayName: String] {
    result = [:]
    match(names[...], depth: 0, parts, prefix: "")
    return result
  }

  private mutating func match(
    _ names: ArraySlice<ArrayName>, depth: Int, _ parts: [Part], prefix: String
  ) {
    var byHead: [String: [ArrayName]] = [:]
    for name in names { byHead[name.path[depth].name, default: []].append(name) }
    let mapping = mapping(byHead, depth, parts, prefix)
    for (head, group) in byHead.sorted(by: { $0.key < $1.key }) {
      let own = mapping[head] ?? head
      if own != head { renamed.append((file: head, model: own)) }
      let layer = parts.first { $0.name == own }?.layer
      var deeper: [String: [ArrayName]] = [:]
      for name in group {
        let path = prefix + own + name.path[depth].call
        if name.path.count == depth + 1 {
          result[name] = path + name.detail
        } else {
          deeper[path, default: []].append(name)
        }
      }
      for (path, names) in deeper {
        match(names[...], depth: depth + 1, layer?.parts ?? [], prefix: path + "/")
      }
    }
  }

  /// The model's names for the file's on one level, where they differ.
  private func mapping(
    _ byHead: [String: [ArrayName]], _ depth: Int, _ parts: [Part], _ prefix: String
  ) -> [String: String] {
    func fits(_ head: String, as own: String) -> Bool {
      (byHead[head] ?? []).allSatisfy { name in
        name.path.count > depth + 1
          || self.fits(name, prefix + own + name.path[depth].call + name.detail)
      }
    }
    let names = Set(parts.map(\.name))
    var mapping: [String: String] = [:]
    for (base, heads) in Dictionary(grouping: byHead.keys, by: { AutomaticName($0).base }) {
      let ofClass = parts.filter { SnakeCase.of($0.config.kind) == base }
      guard heads.count == ofClass.count,
        !heads.allSatisfy({ names.contains($0) && fits($0, as: $0) })
      else { continue }
      let pairs = Array(
        zip(NameMatching.sorted(heads), NameMatching.sorted(ofClass, base).map(\.name)))
      guard pairs.allSatisfy(fits) else { continue }
      for (head, own) in pairs { mapping[head] = own }
    }
    return mapping
  }

  private static func sorted(_ heads: [String]) -> [String] {
    heads.sorted { AutomaticName($0).number < AutomaticName($1).number }
  }

  /// Layers by their number where all bear one, in the model's order otherwise.
  private static func sorted(_ parts: [Part], _ base: String) -> [Part] {
    guard parts.allSatisfy({ AutomaticName($0.name).base == base }) else { return parts }
    return parts.sorted { AutomaticName($0.name).number < AutomaticName($1.name).number }
  }
}
