using System.Collections;
using System.Reflection;
using SmartCity.Protocols.Gat1400;

namespace SmartCity.Protocols.Tests.Gat1400;

/// <summary>Every field of every message, filled, written and read back: no field is written that is not read, nor the other way round.</summary>
public sealed class EveryMessageTests
{
    public static TheoryData<string> Names => [.. typeof(ViidMessages).GetProperties().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_field_comes_back(string name)
    {
        var message = typeof(ViidMessages).GetProperty(name)!.GetValue(null)!;
        GetType().GetMethod(nameof(ComesBack), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(message.GetType().GetGenericArguments()[0]).Invoke(null, [message]);
    }

    private static void ComesBack<T>(ViidMessage<T> message) where T : class
    {
        var filled = (T)Filled(typeof(T));
        foreach (var body in new[] { message.Write([filled]), message.Write(filled) })
        {
            var item = Assert.Single(message.Read(body).Items);
            Assert.Empty(item.Faults);
            Assert.NotNull(item.Id);
            Assert.Equal(body, body.AsSpan().StartsWith(message.Write(item.Value)) ? message.Write(item.Value) : message.Write([item.Value]));
            Same(filled, item.Value);
        }
    }

    private static object Filled(Type type)
    {
        var value = Activator.CreateInstance(type)!;
        foreach (var (property, index) in type.GetProperties().Where(property => property.CanWrite).Select((property, index) => (property, index)))
            property.SetValue(value, Sample(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, index));
        return value;
    }

    private static object Sample(Type type, int index)
    {
        if (type == typeof(string)) return $"字{index}";
        if (type == typeof(int)) return index;
        if (type == typeof(long)) return 5_000_000_000L + index;
        if (type == typeof(double)) return index + 0.25;
        if (type == typeof(bool)) return index % 2 == 0;
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 23, 8, 0, index % 60, TimeSpan.FromHours(8));
        if (type == typeof(byte[])) return new byte[] { 0xFF, (byte)index };
        if (type == typeof(StatusCode)) return StatusCode.DeviceBusy;
        if (!type.IsGenericType) return Filled(type);
        var list = (IList)Activator.CreateInstance(type)!;
        list.Add(Filled(type.GetGenericArguments()[0]));
        return list;
    }

    private static void Same(object? expected, object? actual)
    {
        if (expected is IList { Count: > 0 } list && expected is not byte[]) Same(list[0], ((IList)actual!)[0]);
        else if (expected is null or string or byte[] || expected.GetType().IsValueType) Assert.Equal(expected, actual);
        else foreach (var property in expected.GetType().GetProperties().Where(property => property.CanWrite))
            Same(property.GetValue(expected), property.GetValue(actual));
    }
}
