import Checks
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("what is fed to an input of whole numbers")
struct WholeNumberFeedTests {
  private func model(_ dtype: String) throws -> Model {
    let input = """
      {"class_name": "InputLayer", "config": {"name": "x", "batch_input_shape": [null, 3],
       "dtype": "\(dtype)"}}
      """
    return try Architecture(layers: [input]).model()
  }

  @Test(
    "a number that the format does not hold is refused",
    arguments: [
      ("int32", "nan", "nan"), ("int32", "inf", "inf"), ("int32", "-inf", "-inf"),
      ("int64", "nan", "nan"), ("uint8", "256", "256"), ("uint8", "-1", "-1"),
      ("int32", "3000000000", "3000000000"), ("int64", "1e30", "1e+30"),
    ])
  func refused(_ dtype: String, _ number: String, _ shown: String) throws {
    let model = try model(dtype)
    let text = refusal { try Feed.read("[[0, 1, 2], [3, \(number), 5]]", for: model) }
    #expect(text.hasPrefix("x takes whole numbers (\(dtype)), but what is fed holds "), "\(text)")
    #expect(text.contains("at [1, 1]\n"), "\(text)")
  }

  @Test("fractions are cut off, as in Keras, and that is said")
  func fractions() throws {
    let feed = try Feed.read("[1.9, -1.9, 2]", for: try model("int32"))
    #expect(feed.tensors.first?.elements == [1, -1, 2])
    #expect(feed.remarks == ["x takes whole numbers: the fractions are cut off, as in Keras"])
  }

  @Test("a golden file's inputs are refused in the same words, and cut in the same way")
  func golden() throws {
    let model = try model("int32")
    func agreement(_ numbers: [Double]) throws -> Agreement {
      let x = Tensor([1, 3], .float64, numbers)
      return try Agreement(
        of: model,
        with: Golden(
          file: "golden.npz",
          arrays: [
            NamedTensor("x0", x), NamedTensor("y0", x.cast(to: .int32)),
          ]))
    }
    for number in ["nan", "inf", "-inf", "3000000000"] {
      let fed = refusal { try Feed.read("[[0, \(number), 5]]", for: model) }
      let checked = refusal { try agreement([0, Double(number) ?? .nan, 5]) }
      #expect(checked == fed)
    }
    let cut = try agreement([1.9, -1.9, 2])
    #expect(cut.remarks == ["x takes whole numbers: the fractions are cut off, as in Keras"])
    #expect(try agreement([1, -1, 2]).remarks == [])
  }

  @Test("what the format holds is taken in silence", arguments: ["int32", "int64", "uint8"])
  func held(_ dtype: String) throws {
    let feed = try Feed.read("[0.0, 1, 255]", for: try model(dtype))
    #expect(feed.tensors.first?.elements == [0, 1, 255])
    #expect(feed.remarks == [])
  }

  @Test("an input of fractional numbers takes NaN and infinity")
  func fractional() throws {
    let feed = try Feed.read("[nan, inf, 0.5]", for: try model("float32"))
    #expect(feed.tensors.first?.elements[0].isNaN == true)
    #expect(feed.remarks == [])
  }
}
