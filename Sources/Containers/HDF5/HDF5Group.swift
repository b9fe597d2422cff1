/// A group: named groups and datasets, and attributes.
package struct HDF5Group: Sendable {
  /// From the root: `/`, `/model_weights/dense`.
  package let path: String
  package let attributes: HDF5Attributes
  private let image: HDF5Image
  private let links: HDF5Links

  init(
    _ image: HDF5Image, _ header: HDF5ObjectHeader, path: String, isFirst: Bool
  ) throws(ContainerError) {
    self.path = path
    self.image = image
    attributes = HDF5Attributes(image: image, header: header, owner: path)
    links = try HDF5Links(header, image, isFirst: isFirst)
  }

  /// The names of the groups and datasets, as HDF5 orders them: by their bytes.
  package var childNames: [String] { links.names }

  package func contains(_ name: String) -> Bool { links[name] != nil }

  /// The group or dataset called `name`, `nil` when there is none.
  package func child(_ name: String) throws(ContainerError) -> HDF5Object? {
    guard let link = links[name] else { return nil }
    let path = path == "/" ? "/\(name)" : "\(path)/\(name)"
    return try HDF5Object(image, at: try link.address(path, file: image.file), path: path)
  }

  /// The group at `path`, names separated by slashes, from here.
  package func group(_ path: String) throws(ContainerError) -> HDF5Group {
    var group = self
    for name in path.split(separator: "/") {
      guard case .group(let next) = try group.existingChild(String(name)) else {
        throw group.refusal("a group \(name)", "a dataset of this name")
      }
      group = next
    }
    return group
  }

  /// The dataset at `path`, names separated by slashes, from here.
  package func dataset(_ path: String) throws(ContainerError) -> HDF5Dataset {
    let names = path.split(separator: "/")
    let parent = try group(names.dropLast().joined(separator: "/"))
    let name = names.last.map(String.init) ?? ""
    guard case .dataset(let dataset) = try parent.existingChild(name) else {
      throw parent.refusal("a dataset \(name)", "a group of this name")
    }
    return dataset
  }

  private func existingChild(_ name: String) throws(ContainerError) -> HDF5Object {
    if let child = try child(name) { return child }
    throw refusal("an entry \(name)", childNames.isEmpty ? "none at all" : childNames.listed)
  }

  private func refusal(_ expected: String, _ found: String) -> ContainerError {
    ContainerError(.missing, file: image.file, place: path, expected: expected, found: found)
  }
}

/// What a name in a group stands for.
package enum HDF5Object: Sendable {
  case group(HDF5Group)
  case dataset(HDF5Dataset)

  init(_ image: HDF5Image, at address: Int, path: String) throws(ContainerError) {
    do throws(ContainerError) {
      try image.checkIntact()
      guard path.utf8.lazy.filter({ $0 == UInt8(ascii: "/") }).count <= Limits.groupDepth else {
        throw ContainerError(
          .refused, file: image.file, expected: "at most \(Limits.groupDepth) nested groups",
          found: "more")
      }
      let isFirst = try image.ledger.visit(path)
      let header = try HDF5ObjectHeader(image, at: address, isFirst: isFirst)
      if header.isGroup {
        try image.ledger.enterGroup(address, as: path)
        self = .group(try HDF5Group(image, header, path: path, isFirst: isFirst))
      } else {
        self = .dataset(try HDF5Dataset(image, header, path: path))
      }
    } catch {
      throw error.inside(path)
    }
  }
}

extension HDF5ObjectHeader {
  fileprivate var isGroup: Bool {
    contains(Kind.symbolTable) || contains(Kind.linkInfo) || contains(Kind.link)
  }
}
