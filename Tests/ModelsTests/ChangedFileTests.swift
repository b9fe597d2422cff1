import Checks
import Containers
import Equations
import ModelSupport
import Models
import TestSupport
import Tensors
import Testing

/// Files that were changed after Keras saved them: what Keras does not load, or loads for something else, is told by name.
@Suite struct ChangedFileTests {
  private static let said = [
    "vars-of-lstm.keras": "an array more than its weights for it, vars/foo",
    "vars-of-cell.keras": "an array more than its weights for it, vars/foo",
    "vars-of-input.keras": "an array vars/foo of x",
    "vars-of-model.keras": "an array vars/foo of the model itself",
    "vars-of-inner.keras": "an array vars/foo of inner",
    "called-alike.keras": "the file has no weight",
    "backwards-dense.h5": "the weights of twice stand in another order than the config says",
    "backwards-norm.h5": "in an order that Keras does not write",
    "backwards-lstm.h5": "in an order that its layers do not have",
    "of-model.h5": "an array mine of the model itself",
    "sgd-for-adam.keras": "made 2 steps, and keeps no momentum, velocity of any weight",
    "adam-for-sgd.keras": "keeps 6 arrays of it, and as it is set it has 2",
    "amsgrad.keras": "keeps 6 arrays of it, and as it is set it has 2 or 8",
    "momentum.keras": "made 2 steps, and keeps no momentum of any weight",
  ]

  private static func pack() throws -> Npz {
    let path = Fixtures.path("changed/changed.npz")
    return try Npz(try FileBytes(path: path).bytes, name: "changed.npz")
  }

  @Test func everyFileIsTold() throws {
    let pack = try Self.pack()
    #expect(Set(pack.names) == Set(Self.said.keys).union(["cases"]))
    for (name, said) in Self.said {
      let file = [name: try pack.array(name).bytes().array]
      let told = try Fixtures.temporary(file) { try outcome("\($0)/\(name)") }
      #expect(told.contains(said), "\(name): \(told)")
    }
  }

  /// All that is said of a file where it is opened, walked and trained.
  private func outcome(_ path: String) throws -> String {
    let model: Model
    do { model = try ModelFile.open(path) } catch { return "\(error)" }
    var all = model.origin.told
    if let obstacle = try model.program(for: model.inputShapes(open: 4) ?? []).obstacle {
      all.append(obstacle.description)
    }
    do { _ = try model.optimizerInUse() } catch { all.append("\(error)") }
    return all.joined(separator: "\n")
  }

  // MARK: Words for training

  private func model(_ more: String) throws -> Model {
    let net = Architecture(layers: [
      Architecture.input("x", "[null, 2]"), Architecture.dense("a", 3, more: ", " + more),
    ])
    let weights = [
      Tensor([2, 3], .float32, [1, 2, 3, 4, 5, 6]), Tensor([3], .float32, [0, 1, 2]),
    ]
    return try net.model([("a", weights)])
  }

  @Test(
    "what Keras does not take of words for training is told, and stops nothing",
    arguments: [
      (
        #""kernel_initializer": "foo""#,
        #"kernel_initializer is "foo", and Keras has no initializer foo"#
      ),
      (#""bias_initializer": 3"#, "no initializer is saved so"),
      (
        #""kernel_initializer": {"class_name": "Zeros", "config": {"foo": 1}}"#,
        "foo is no argument of the initializer Zeros"
      ),
      (#""kernel_regularizer": {"class_name": "L3", "config": {}}"#, "none of Keras' regularizers"),
      (#""kernel_constraint": "foo""#, "constraint"),
      (
        #""bias_regularizer": {"class_name": "Mine", "module": "mine", "config": {}}"#,
        "Mine is a class of its author's own"
      ),
      (#""recurrent_initializer": "zeros""#, "recurrent_initializer is no argument of Dense"),
      (#""trainable": "no""#, #"trainable is "no", and it must be true or false"#),
      (#""seed": 3"#, "seed is no argument of Dense"),
    ])
  func words(_ more: String, _ said: String) throws {
    let told = try model(more)
    #expect(told.origin.told.count == 1)
    #expect(told.origin.told.first?.contains(said) == true, "\(told.origin.told)")
    #expect(told.origin.remarks.contains { $0.contains(said) })
    #expect(try told.obstacle([2]) == "nothing")
  }

  @Test func trainableCountsAsInPython() throws {
    for (value, isTrained) in [
      ("0", false), ("null", false), (#""no""#, true), ("[]", false), ("2", true),
    ] {
      #expect(try model(#""trainable": \#(value)"#).trainableVariables.isEmpty == !isTrained)
    }
  }

  /// Nothing that Keras saved is said to be what it does not open.
  @Test(arguments: GridCase.files) func nothingOfKerasIsTold(_ file: String) throws {
    for one in try GridCase.all(in: file) {
      let told = try one.model().origin.told
      #expect(told.isEmpty, "\(one): \(told)")
    }
  }
}
