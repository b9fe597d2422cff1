import Equations
import Tensors
import Terms

/// `y = x`: layers that change images at random while a model is trained.
struct RandomAugmentation: UnaryLayer {
  static let classNames = [
    "AugMix", "CutMix", "Equalization", "MixUp", "RandAugment", "RandomBrightness",
    "RandomColorDegeneration",
    "RandomColorJitter", "RandomContrast", "RandomElasticTransform", "RandomErasing", "RandomFlip",
    "RandomGaussianBlur", "RandomGrayscale", "RandomHeight", "RandomHue", "RandomInvert",
    "RandomPerspective", "RandomPosterization", "RandomRotation", "RandomSaturation",
    "RandomSharpness", "RandomShear", "RandomTranslation", "RandomWidth", "RandomZoom",
    "Solarization",
  ]
  static let ignoredKeys: Set<String> = [
    "data_format", "value_range", "factor", "alpha", "interpolation", "fill_mode", "fill_value",
    "mode", "scale", "kernel_size", "sigma", "x_factor", "y_factor", "height_factor",
    "width_factor", "num_ops", "num_chains", "chain_depth", "all_ops", "brightness_factor",
    "contrast_factor", "addition_factor", "threshold_factor", "saturation_factor", "hue_factor",
    "bounding_box_format", "bins",
  ]
  let kind: String
  private let version: KerasVersion
  var keepsMask: Bool { false }

  init(_ config: Config) throws { (kind, version) = (config.kind, config.version) }

  var title: String { kind }
  var callArguments: [String] { ["data", "training"] }
  var isRandomInTraining: Bool { kind != "Equalization" }
  var trainingRemark: String? {
    isRandomInTraining
      ? "in training it changes images at random; here it does nothing"
      : "in training it evens out how often each brightness is; here it does nothing"
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let own = try x.type().dtype
    let keepsFormat =
      version.major >= 3
      ? RandomAugmentation.keepingFormat.contains(kind)
      : ["RandomHeight", "RandomWidth"].contains(kind)
    guard own.isFloat || kind != "Equalization", own != .bool || version.major >= 3 || !keepsFormat
    else {
      throw eq.obstacle(
        "it is given images of \(own), for which Keras ends with an error",
        "Make the input one of float32, and save again.")
    }
    let images = keepsFormat ? x : try eq.fractional(x)
    return try eq("y", images, "\(kind) acts in training only: unchanged at inference")
  }

  /// What hands images of whole numbers on as they are in Keras 3; the others bring them to the layer's format.
  private static let keepingFormat: Set<String> = [
    "MixUp", "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast",
    "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPosterization", "RandomSaturation",
  ]
}
