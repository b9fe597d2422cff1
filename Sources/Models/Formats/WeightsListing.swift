import Containers
import Tensors

/// The arrays of a file that holds weights and no architecture: shown, since nothing can be
/// computed with them.
struct WeightsListing {
  private let path: String
  private var rows: [(name: String, shape: String, element: String)] = []
  private var isWhole = true
  private var reason = "this file holds weights but no architecture"
  private var advice = "Open the architecture, which model.to_json() gives, and name the weights"

  /// The most arrays that are shown.
  private static let limit = 200

  init(_ root: HDF5Group, _ path: String) throws {
    self.path = path
    try collect(root)
  }

  /// The arrays of a `.npz`.
  init(archive file: FileBytes, _ path: String) {
    self.path = path
    reason = "these are NumPy arrays, not a model"
    advice = "As weights of an architecture that model.to_json() gives"
    guard let npz = try? Npz(file.bytes, name: path) else { return }
    for name in npz.names {
      if let array = try? npz.array(name) {
        add(array, name)
      } else {
        rows.append((name, "", "not read"))
      }
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
    guard let first = rows.first else {
      return OpenError(
        path, "this file holds neither a model nor weights", "Expected what save() wrote.")
    }
    let names = rows.map(\.name.count).max() ?? 0
    let shapes = rows.map(\.shape.count).max() ?? 0
    let lines = rows.map { row in
      "  " + row.name.padded(names) + "  " + row.shape.padded(shapes) + "  " + row.element
    }
    return OpenError(
      path, reason,
      (lines + (isWhole ? [] : ["  … and more"])).joined(separator: "\n")
        + "\n\(advice): kerastep model.json --weights \(path)"
        + "\nTo look at one, at the prompt: let W = \(path):\(first.name)")
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
