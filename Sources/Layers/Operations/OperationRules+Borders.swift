/// Borders of images.
extension OperationRules {
  static let borders = [
    OperationRule("PadImages", tf: ["image.pad_to_bounding_box"]) { try $0.framed() }
      .being(.turnsChannels),
    OperationRule("CropImages", tf: ["image.crop_to_bounding_box"]) { try $0.cut() }
      .being(.turnsChannels),
  ]
}
