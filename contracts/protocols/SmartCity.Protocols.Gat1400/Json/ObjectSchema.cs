using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace SmartCity.Protocols.Gat1400.Json;

internal enum FieldKind : byte { Text, Integer, Long, Real, Flag, Time, Bytes, Status, List, Object }

/// <summary>A field of an object, as the reader needs it.</summary>
internal sealed class FieldSchema
{
    private readonly Lazy<ObjectSchema?> _inner;
    private readonly JsonPropertyInfo _property;

    public FieldSchema(JsonPropertyInfo property, int index)
    {
        _property = property;
        Index = index;
        var rule = property.AttributeProvider?.GetCustomAttributes(typeof(ViidFieldAttribute), inherit: true)
            .OfType<ViidFieldAttribute>().FirstOrDefault();
        IsMandatory = rule?.Mandatory ?? false;
        MaxLength = rule is { MaxLength: > 0 } ? Math.Max(64, 4 * rule.MaxLength) : 1024;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Kind = KindOf(type);
        _inner = new(() => Kind is FieldKind.List ? ObjectSchema.Of(type.GetGenericArguments()[0]) : Kind is FieldKind.Object ? ObjectSchema.Of(type) : null);
    }

    public string Name => _property.Name;
    public int Index { get; }
    public FieldKind Kind { get; }
    public bool IsMandatory { get; }
    public int MaxLength { get; }
    public ObjectSchema Inner => _inner.Value!;
    public void Set(object target, object? value) => _property.Set!(target, value);
    public object? Get(object target) => _property.Get!(target);
    public System.Collections.IList NewList() =>
        (System.Collections.IList)ViidJsonContext.Default.GetTypeInfo(_property.PropertyType)!.CreateObject!();

    private static FieldKind KindOf(Type type) => type switch
    {
        _ when type == typeof(string) => FieldKind.Text,
        _ when type == typeof(int) => FieldKind.Integer,
        _ when type == typeof(long) => FieldKind.Long,
        _ when type == typeof(double) => FieldKind.Real,
        _ when type == typeof(bool) => FieldKind.Flag,
        _ when type == typeof(DateTimeOffset) => FieldKind.Time,
        _ when type == typeof(byte[]) => FieldKind.Bytes,
        _ when type == typeof(StatusCode) => FieldKind.Status,
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) => FieldKind.List,
        _ => FieldKind.Object,
    };
}

/// <summary>The fields of an object by name, found without regard to case.</summary>
internal sealed class ObjectSchema
{
    private static readonly ConcurrentDictionary<Type, ObjectSchema> Known = new();

    // Spellings met in devices and in the standard's own misprints, and what is meant.
    private static readonly (string Seen, string Meant)[] Spellings =
    [
        ("RightBottomX", "RightBtmX"), ("RightBottomY", "RightBtmY"), ("SubImageInfo", "SubImageInfoObject"), ("ShoPlaceLatitude", "ShotPlaceLatitude"),
        ("SubmitterName", "SubmiterName"), ("SubmitterOrg", "SubmiterOrg"), ("RoadConditionType", "RoadCoditionType"), ("DeviceObjectList", "DeviceList"),
        ("PersonList", "PersonObjectList"), ("FaceList", "FaceObjectList"), ("MotorVehicleList", "MotorVehicleObjectList"),
        ("NonMotorVehicleList", "NonMotorVehicleObjectList"), ("ResponseURL", "RequestURL"), ("TollgateList", "TollgateObjectList"), ("TrousersLength", "TrousersLen"),
        ("PersonObjectList", "PersonList"), ("FaceObjectList", "FaceList"), ("MotorVehicleObjectList", "MotorVehicleList"),
        ("NonMotorVehicleObjectList", "NonMotorVehicleList"), ("ThingObjectList", "ThingList"), ("SceneObjectList", "SceneList"),
    ];

    private readonly FrozenDictionary<string, FieldSchema>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly Func<object> _create;

    private ObjectSchema(JsonTypeInfo type)
    {
        _create = type.CreateObject!;
        Fields = [.. type.Properties.Select((property, index) => new FieldSchema(property, index))];
        var names = Fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (seen, meant) in Spellings)
            if (names.TryGetValue(meant, out var field)) names.TryAdd(seen, field);
        _byName = names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        Mandatory = [.. Fields.Where(field => field.IsMandatory)];
    }

    public IReadOnlyList<FieldSchema> Fields { get; }
    public IReadOnlyList<FieldSchema> Mandatory { get; }
    public object New() => _create();
    public bool TryFind(ReadOnlySpan<char> name, out FieldSchema? field) => _byName.TryGetValue(name, out field);

    public static ObjectSchema Of(Type type) => Known.GetOrAdd(type, static type => new(
        ViidJsonContext.Default.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type.Name} is not described in ViidJsonContext.")));
}
