using System.Reflection;

namespace SmartCity.Contracts.Tests.Events;

/// <summary>Makes the same record of a type every time, by its longest constructor: every field filled, no two alike where that is possible.</summary>
internal static class SampleMaker
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(8));

    public static IEvent Make(Type type) => (IEvent)MakeRecord(type, 0);

    private static object MakeRecord(Type type, int seed)
    {
        var constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)
            ?? throw new NotSupportedException($"{type} has no public constructor.");
        return constructor.Invoke([.. constructor.GetParameters().Select((parameter, index) => Make(parameter.ParameterType, parameter.Name!, seed + index + 1))]);
    }

    private static object Make(Type type, string name, int seed)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Make(underlying, name, seed);
        if (type.IsEnum)
            return Enum.GetValues(type) is { Length: > 1 } values ? values.GetValue(seed % (values.Length - 1) + 1)! : Enum.GetValues(type).GetValue(0)!;
        if (type == typeof(string))
            return Text(name);
        if (Simple(type, seed) is { } simple)
            return simple;
        if (type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsAssignableFrom(item.MakeArrayType()))
            return Items(item, name, seed);
        if (type.IsGenericType && type.GetGenericArguments() is [var key, var value] && key == typeof(string))
            return Dictionary(value, name, seed);
        return type.Namespace?.StartsWith("SmartCity", StringComparison.Ordinal) == true ? MakeRecord(type, seed)
            : throw new NotSupportedException($"{name}: no sample of {type} is known. Events hold primitives, lists and records of them; add it here if it is one.");
    }

    private static object? Simple(Type type, int seed) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => true,
        TypeCode.Byte => (byte)seed,
        TypeCode.Int16 => (short)(100 + seed),
        TypeCode.Int32 => 100 + seed,
        TypeCode.Int64 => 3_000_000_000L + seed,
        TypeCode.Double => 100.25 + seed,
        TypeCode.Decimal => 10.50m + seed,
        _ when type == typeof(DateTimeOffset) => Noon.AddMinutes(seed).AddMicroseconds(seed),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 11, 23).AddDays(seed),
        _ when type == typeof(TimeOnly) => new TimeOnly(8, seed),
        _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(90 + seed),
        _ => null,
    };

    private static string Text(string name) => name switch
    {
        "Division" => "430481",
        _ when name.EndsWith("Division", StringComparison.Ordinal) => "430421",
        _ => name + "-样例",
    };

    private static Array Items(Type item, string name, int seed)
    {
        var items = Array.CreateInstance(item, 2);
        items.SetValue(Make(item, name + "1", seed), 0);
        items.SetValue(Make(item, name + "2", seed + 1), 1);
        return items;
    }

    private static object Dictionary(Type value, string name, int seed)
    {
        var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        dictionary.Add("a", Make(value, name + "1", seed));
        dictionary.Add("b", Make(value, name + "2", seed + 1));
        return dictionary;
    }
}
