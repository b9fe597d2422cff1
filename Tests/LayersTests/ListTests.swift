import TestSupport
import Testing

@testable import Layers

@Suite("the lists of layers and activations are whole")
struct ListTests {
  /// The Swift files of a folder of the module, without their suffix.
  private func files(in folder: String) -> Set<String> {
    Set(
      Repository.files(in: "Sources/Layers/\(folder)", ending: ".swift").map {
        String($0.dropLast(6))
      })
  }

  @Test("every file of Kinds is in the list")
  func kinds() {
    let listed = Set(LayerKinds.all.map { "\($0)" })
    // The list itself, and the layer of all classes that are in no list.
    let missing = files(in: "Kinds").subtracting(listed).subtracting(["LayerKinds", "Unsupported"])
    #expect(missing.isEmpty)
    #expect(listed.count == LayerKinds.all.count, "a layer is listed twice")
  }

  @Test("every file of Activations is in the list")
  func activations() {
    let listed = Set(Activations.all.map { "\($0)" })
    let missing = files(in: "Activations").subtracting(listed)
      .subtracting(["Activations", "Activation+Terms"])
    #expect(missing.isEmpty)
  }

  @Test("no class of Keras is claimed by two layers, no function by two activations")
  func unique() {
    let classes = LayerKinds.all.flatMap { $0.classNames }
    #expect(Set(classes).count == classes.count)
    #expect(Set(Activations.names).count == Activations.names.count)
    let operations = OperationRules.all.flatMap(\.keras)
    #expect(Set(operations).count == operations.count)
    let functions = OperationRules.all.flatMap(\.tensorFlow)
    #expect(Set(functions).count == functions.count)
  }

  @Test("a class of Keras' operations is no layer of that name")
  func operations() {
    #expect(LayerKinds.named("Add", module: "keras.src.ops.numpy") == Operation.self)
    #expect(LayerKinds.named("Add", module: "keras.layers") == Merge.self)
    #expect(LayerKinds.named("Add") == Merge.self)
    #expect(LayerKinds.named("Add", isLayer: false) == Operation.self)
    #expect(LayerKinds.named("GetItem") == Operation.self)
    #expect(LayerKinds.named("Conv9D") == nil)
  }
}
