import Containers

/// Reads everything there is in a file and counts it.
struct Walk {
  private(set) var groups = 0
  private(set) var datasets = 0
  private(set) var attributes = 0
  private(set) var byteCount = 0
  private(set) var refusals: [ContainerError] = []
  /// The values of every dataset, by path.
  private(set) var arrays: [(path: String, array: StoredArray, bytes: [UInt8])] = []
  private let keepsArrays: Bool

  /// Walks through a file of any format; `keepsArrays` is for files that are known to be small.
  init(_ bytes: Bytes, name: String, keepsArrays: Bool = false) {
    self.keepsArrays = keepsArrays
    open(bytes, name: name)
  }

  private mutating func attempt(_ body: (inout Walk) throws(ContainerError) -> Void) {
    do throws(ContainerError) {
      try body(&self)
    } catch {
      if refusals.count < 1000 { refusals.append(error) }
    }
  }

  private mutating func open(_ bytes: Bytes, name: String) {
    attempt { (walk) throws(ContainerError) in
      switch ContainerFormat(sniffing: bytes) {
      case .hdf5: walk.visit(try HDF5File(bytes, name: name).root)
      case .zip:
        let archive = try ZipArchive(bytes, name: name)
        for entry in archive.entries {
          walk.attempt { (walk) throws(ContainerError) in
            walk.open(try archive.bytes(of: entry.name), name: "\(name)/\(entry.name)")
          }
        }
      case .npy: try walk.read(try Npy.read(bytes, name: "array", file: name))
      case .json: walk.byteCount += try JSON(parsing: bytes, file: name).text.utf8.count
      case .unknown: break
      }
    }
  }

  private mutating func visit(_ group: HDF5Group) {
    groups += 1
    read(group.attributes)
    for name in group.childNames {
      attempt { (walk) throws(ContainerError) in
        switch try group.child(name) {
        case .group(let group)?: walk.visit(group)
        case .dataset(let dataset)?:
          walk.datasets += 1
          walk.read(dataset.attributes)
          try walk.read(dataset.array)
        case nil: break
        }
      }
    }
  }

  private mutating func read(_ attributes: HDF5Attributes) {
    attempt { (walk) throws(ContainerError) in
      for attribute in try attributes.all() {
        walk.attributes += 1
        walk.attempt { (walk) throws(ContainerError) in
          try walk.read(try attribute.array(), isDataset: false)
        }
      }
    }
  }

  private mutating func read(_ array: StoredArray, isDataset: Bool = true) throws(ContainerError) {
    let bytes = try array.bytes()
    // Touches every page, as a reader of the values would.
    let sum = bytes.withUnsafeBytes { memory in
      stride(from: 0, to: memory.count, by: 4096).reduce(0) { $0 + Int(memory[$1]) }
    }
    byteCount += bytes.count + min(sum, 0)
    if case .string = array.element {
      byteCount += try array.strings().reduce(0) { $0 + $1.utf8.count }
    }
    if keepsArrays, isDataset { arrays.append((array.name, array, bytes.array)) }
  }
}
