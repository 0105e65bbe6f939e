using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCity.Protocols.Gat1400.Objects;
using SmartCity.Protocols.Gat1400.Session;

namespace SmartCity.Protocols.Gat1400.Json;

/// <summary>The generated description of every message: the writer writes by it, the reader finds its fields in it.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(BeijingTimeConverter), typeof(FlagConverter), typeof(StatusCodeConverter)])]
[JsonSerializable(typeof(DeviceIdentity))]
[JsonSerializable(typeof(SystemTime))]
[JsonSerializable(typeof(ResponseStatus))]
[JsonSerializable(typeof(CaptureDevice))]
[JsonSerializable(typeof(CaptureSystem))]
[JsonSerializable(typeof(Tollgate))]
[JsonSerializable(typeof(Lane))]
[JsonSerializable(typeof(VideoSlice))]
[JsonSerializable(typeof(Image))]
[JsonSerializable(typeof(FileItem))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Face))]
[JsonSerializable(typeof(MotorVehicle))]
[JsonSerializable(typeof(NonMotorVehicle))]
[JsonSerializable(typeof(Thing))]
[JsonSerializable(typeof(Scene))]
[JsonSerializable(typeof(Case))]
[JsonSerializable(typeof(Disposition))]
[JsonSerializable(typeof(DispositionNotification))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(SubscribeNotification))]
internal sealed partial class ViidJsonContext : JsonSerializerContext;
