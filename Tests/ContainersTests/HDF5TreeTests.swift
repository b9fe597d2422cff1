import Containers
import TestSupport
import Testing

@Suite("a tree of HDF5 that is filled path by path is read as it was")
struct HDF5TreeTests {
  private func values(_ numbers: [Float]) -> HDF5Values {
    HDF5Values(shape: [numbers.count], HDF5Content(numbers))
  }

  @Test("groups, arrays and attributes")
  func tree() throws {
    var tree = HDF5Tree()
    let text = String(repeating: "é{}", count: 40_000)
    tree.set("model_config", to: "")
    tree.set("model_config", to: text)
    try tree.set("layer_names", to: ["dense", "größe", ""])
    try tree.set("weight_names", to: [])
    tree.add(values([1, 2.5, -.infinity]), at: ["layers", "dense", "vars", "0"])
    tree.add(values([7]), at: ["layers", "dense", "vars", "0"])
    tree.add(values([]), at: ["layers", "dense", "vars", "1"])
    tree.group(["layers", "dropout", "vars"])
    for index in 0..<300 { tree.add(values([Float(index)]), at: ["many", "a\(index)"]) }
    let root = try HDF5File(Bytes(tree.bytes), name: "a.h5").root
    #expect(try root.attributes.named("model_config")?.string() == text)
    #expect(try root.attributes.named("layer_names")?.strings() == ["dense", "größe", ""])
    #expect(try root.attributes.named("weight_names")?.strings() == [])
    let numbers = try root.dataset("layers/dense/vars/0").array
    #expect(numbers.shape == [3] && numbers.element == .float32)
    #expect(try numbers.bytes().array.suffix(4) == [0, 0, 0x80, 0xFF])
    #expect(try root.dataset("layers/dense/vars/1").array.bytes().count == 0)
    #expect(try root.group("layers/dropout/vars").childNames.isEmpty)
    #expect(try root.group("many").childNames.count == 300)
    #expect(tree.bytes == tree.bytes)
  }

  @Test("a list of names that is too long for an attribute is refused")
  func refusals() {
    var tree = HDF5Tree()
    let list = [String](repeating: "0123456789", count: 7_000)
    #expect(
      refusal { () throws(ContainerError) in try tree.set("names", to: list) }.contains(
        "at most 63488 bytes in a list of names"))
  }
}
