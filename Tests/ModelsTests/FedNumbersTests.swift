import Containers
import ModelSupport
import Tensors
import Testing

@testable import Models

/// What is fed fits the inputs or is refused, and what of a file is passed over is said.
struct FedNumbersTests {
  private func input(_ dtype: DType) -> Model.Input {
    Model.Input(name: "x", shape: [2], dtype: dtype, batchSize: nil)
  }

  /// A cast would make index 0 of NaN.
  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func whatIsNoNumberIsNoIndex(_ number: Double) throws {
    let fed = Tensor([2], .float32, [1, number])
    let said = #expect(throws: InputError.self) { _ = try Feed.fitted([fed], [input(.int32)]) }
    #expect(said?.message.hasPrefix("x takes whole numbers (int32), but what is fed holds") == true)
    #expect(try Feed.fitted([fed], [input(.float32)]).samples == 1)
  }

  /// As Keras takes them: one number, and a list of them as samples.
  @Test func anInputOfOneNumberTakesAList() throws {
    let one = Model.Input(name: "x", shape: [1], dtype: .float32, batchSize: nil)
    let list = try Feed.fitted([Tensor([3], .float32, [1, 2, 3])], [one])
    #expect(list.samples == 3 && list.tensors[0].shape == [3, 1] && list.isBatch)
    let number = try Feed.fitted([Tensor(scalar: 7)], [one])
    #expect(number.samples == 1 && number.tensors[0].shape == [1, 1] && !number.isBatch)
    #expect(Feed.inBatch(Tensor([1], .float32, [5]), one).shape == [1, 1])
    #expect(throws: InputError.self) {
      try Feed.fitted([Tensor([3], .float32, [1, 2, 3])], [input(.float32)])
    }
  }

  /// Blanks around the sign do not matter.
  @Test(arguments: ["a=[1, 2] b=3", "a = [1, 2] b =3", "a= [1, 2] b = 3"])
  func namesAreReadWithBlanks(_ text: String) {
    let parts = Assignments.split(text, names: ["a", "b"])
    #expect(parts.map(\.name) == ["a", "b"] && parts.map(\.text) == ["[1, 2]", "3"])
  }

  @Test func namesOfFilesStayOnOneLine() {
    let error = OpenError("no\nsuch\r\nfile", "there is no such file", "")
    #expect(error.description == "no\\nsuch\\nfile: there is no such file")
  }

  private func dense() throws -> Model {
    try Architecture(layers: [Architecture.input(), Architecture.dense("d", 2)])
      .model([("d", [Tensor([2, 2], repeating: 1), Tensor([2], repeating: 0)])])
  }

  /// Outputs and layers stand in a golden file beside the inputs; all else is named.
  @Test func arraysThatAreNoInputsAreNamed() throws {
    let golden = ["x0": Tensor([1, 2], repeating: 0), "y0": Tensor(scalar: 0)]
    let others = ["d": Tensor(scalar: 0), "x1": Tensor([3], repeating: 0)]
    let model = try dense()
    #expect(Feed.passedOver(golden, model) == [])
    #expect(
      Feed.passedOver(golden.merging(others) { first, _ in first }, model)
        == ["passed over, for no input is called so: x1 (3)"])
  }

  /// A target of an output that the model does not have is named like an input that it does not have.
  @Test func targetsOfNoOutputAreNamed() throws {
    let given = ["x0", "y", "y0", "y1", "sample_weight", "sample_weight2"]
    let arrays = Dictionary(uniqueKeysWithValues: given.map { ($0, Tensor(scalar: 0)) })
    #expect(
      Feed.passedOver(arrays, try dense())
        == ["passed over, for no output is called so: sample_weight2 (), y1 ()"])
  }

  @Test func whereNoNameFitsTheOnesThatAreThereAreNamed() throws {
    let model = try dense()
    let given = ["a": Tensor([2], repeating: 0), "b": Tensor([3], repeating: 0)]
    let error = Feed.missing(try #require(model.inputs.first), of: model, given)
    #expect(error.message == "model takes 1 input and x (2) is missing; there is a (2), b (3)")
  }

  @Test func anEmptyTextIsNoInput() throws {
    let said = #expect(throws: InputError.self) { _ = try Feed.read(" ", for: try dense()) }
    #expect(said?.message == "what is fed is empty")
  }
}
