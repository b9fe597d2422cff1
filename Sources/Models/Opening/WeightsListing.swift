import Containers
import Tensors

/// The arrays of a file that holds weights and no architecture: shown, since nothing can be
/// computed with them.
struct WeightsListing {
  private let path: String
  private var rows: [(name: String, shape: String, element: String)] = []
  private var isWhole = true
  private var reason = "this file holds weights but no architecture"
  /// Whether the file is named as weights of an architecture, and whether an array of it can be typed.
  private var (takesWeights, canBeTyped) = (true, true)
  private var advice = "Open the architecture, which model.to_json() gives, and name the weights"

  /// The most arrays that are shown, and the most characters of a name.
  private static let limit = 200
  private static let longest = 80

  /// The columns of the narrowest screen; a table that is wider has no columns beneath each other.
  private static let width = 60

  init(_ root: HDF5Group, _ path: String) throws {
    self.path = path
    try collect(root)
  }

  /// A name with what belongs to it, behind it or below.
  private static func plain(_ name: String, _ facts: String) -> [String] {
    name.count + facts.count + 3 <= width
      ? ["  \(name) \(facts)"] : ["  \(name)", "      \(facts)"]
  }

  /// The arrays of a `.npz`.
  init(archive file: FileBytes, _ path: String) {
    self.path = path
    reason = "these are NumPy arrays, not a model"
    advice = "As weights of an architecture that model.to_json() gives"
    guard let npz = try? Npz(file.bytes, name: path) else { return }
    isWhole = npz.names.count <= WeightsListing.limit
    for name in npz.names.prefix(WeightsListing.limit) {
      if let array = try? npz.array(name) {
        add(array, name)
      } else {
        rows.append((name, "", "not read"))
      }
    }
  }

  /// The variables of a checkpoint.
  init(checkpoint bundle: TensorBundle, _ path: String) {
    self.path = path
    reason = "this is a checkpoint of TensorFlow: weights but no architecture"
    add(bundle)
  }

  /// The variables of a SavedModel of functions alone.
  init(functions bundle: TensorBundle, _ refusal: OpenError) {
    path = refusal.file
    reason = refusal.reason
    advice = refusal.advice
    takesWeights = false
    add(bundle)
  }

  private mutating func add(_ bundle: TensorBundle) {
    canBeTyped = false
    let ending = "/.ATTRIBUTES/VARIABLE_VALUE"
    // What an optimizer and metrics remember are no weights.
    let others = ["optimizer/", "keras_api/", "save_counter"]
    let names = bundle.names.filter { name in !others.contains(where: name.hasPrefix) }
    isWhole = names.count <= WeightsListing.limit
    for name in names.prefix(WeightsListing.limit) {
      guard let (shape, format) = bundle.description(name) else { continue }
      let title = name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
      rows.append((title, "\(Shape(shape))", format))
    }
  }

  private mutating func collect(_ group: HDF5Group) throws {
    // What an optimizer remembers are no weights.
    for name in group.childNames where !name.hasPrefix("optimizer") {
      guard rows.count < WeightsListing.limit else {
        isWhole = false
        return
      }
      switch try group.child(name) {
      case .group(let inner): try collect(inner)
      case .dataset(let dataset):
        let array = dataset.array
        add(array, String(array.name.drop { $0 == "/" }))
      case nil: break
      }
    }
  }

  private mutating func add(_ array: StoredArray, _ name: String) {
    rows.append((name, "\(Shape(array.shape))", "\(array.element)"))
  }

  /// The refusal, which says what there is.
  var error: OpenError {
    guard !rows.isEmpty || !takesWeights else {
      return OpenError(
        path, "this file holds neither a model nor weights", "Expected what save() wrote.")
    }
    let shown: [String] = rows.map { row in
      guard row.name.count > WeightsListing.longest else { return row.name }
      return row.name.prefix(WeightsListing.longest - 1) + "…"
    }
    let names = shown.map(\.count).max() ?? 0
    let shapes = rows.map(\.shape.count).max() ?? 0
    let elements = rows.map(\.element.count).max() ?? 0
    let isTable = names + shapes + elements + 6 <= WeightsListing.width
    var lines: [String] = zip(shown, rows).flatMap { name, row in
      isTable
        ? ["  \(name.padded(names))  \(row.shape.padded(shapes))  \(row.element)"]
        : WeightsListing.plain(name, "\(row.shape) \(row.element)")
    }
    if !isWhole { lines.append("  … and more") }
    lines.append(takesWeights ? "\(advice): kerastep model.json --weights \(path)" : advice)
    // A name that is not shown whole cannot be typed.
    let typed = zip(shown, rows).first { canBeTyped && $0 == $1.name }
    if let (name, _) = typed {
      lines.append("To look at one, at the prompt: let W = \(path):\(name)")
    }
    return OpenError(path, reason, lines.joined(separator: "\n"))
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
