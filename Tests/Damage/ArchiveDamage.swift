import Containers

/// A ZIP with one of its files damaged and the ZIP around it sound: the damage is where a model is, not in checksums
/// around it.
package struct ArchiveDamage {
  private let files: [(name: String, bytes: [UInt8])]

  /// Nil for what is no ZIP that can be read.
  package init?(_ bytes: [UInt8], name: String) {
    guard let archive = try? ZipArchive(Bytes(bytes), name: name), !archive.entries.isEmpty,
      let files = try? archive.entries.map({ entry in
        (name: entry.name, bytes: try archive.bytes(of: entry.name).array)
      })
    else { return nil }
    self.files = files
  }

  /// A damaged copy: the same number gives the same.
  package func copy(_ number: Int) -> [UInt8] {
    var mutation = Mutation(seed: UInt64(number))
    var zip = ZipWriter()
    for (index, file) in files.enumerated() {
      let isDamaged = index == number % files.count
      try? zip.append(file.name, [isDamaged ? mutation.damage(file.bytes) : file.bytes])
    }
    return (try? zip.finish()) ?? []
  }
}
