/// Every format of models there is, by the name of its file; the first that knows a source opens it.
enum ModelFormats {
  static let all: [any ModelFormat.Type] = [
    ArchitectureJSON.self,
    ArchitectureYAML.self,
    KerasArchive.self,
    KerasDirectory.self,
    SavedModelFolder.self,
    TensorFlowJS.self,
    WholeModelHDF5.self,
  ]
}
