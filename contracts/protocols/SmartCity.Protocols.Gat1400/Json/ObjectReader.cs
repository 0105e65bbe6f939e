using System.Text.Json;

namespace SmartCity.Protocols.Gat1400.Json;

/// <summary>Reads one object field by field. A bad field costs itself; a bad mandatory field costs the object; neither costs its neighbours.</summary>
internal static class ObjectReader
{
    private const int LongestName = 64;

    /// <summary>The reader stands on StartObject and is left on its EndObject. Not complete when a mandatory field is missing.</summary>
    public static object Read(ref Utf8JsonReader reader, ObjectSchema schema, ReadState state, out bool complete)
    {
        if (!state.CountObject()) throw new MessageFault(ViidError.TooManyItems, $"at most {state.Limits.MaxObjects} objects in all");
        var target = schema.New();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var known = TryFindField(ref reader, schema, out var field);
            reader.Read();
            if (known) ReadField(ref reader, target, field!, state);
            else reader.Skip();
        }
        complete = CheckMandatory(target, schema, state);
        return target;
    }

    public static object? ReadNested(ref Utf8JsonReader reader, ObjectSchema schema, ReadState state, bool mandatory)
    {
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            // Half an object within another is of no use to anyone: its fault is kept, it is not.
            var nested = Read(ref reader, schema, state, out var complete);
            return complete ? nested : null;
        }
        if (reader.TokenType is JsonTokenType.StartArray && schema.Fields is [{ Kind: FieldKind.List } only])
            return ReadUnwrapped(ref reader, schema, only, state);
        var empty = reader.TokenType is JsonTokenType.String && reader.ValueSpan.IsEmpty;
        reader.Skip();
        if (!empty) state.Fault(ViidError.WrongType, "an object", mandatory);
        return null;
    }

    // SubImageList: [ … ] where the standard wants SubImageList: { SubImageInfoObject: [ … ] }.
    private static object ReadUnwrapped(ref Utf8JsonReader reader, ObjectSchema schema, FieldSchema only, ReadState state)
    {
        var wrapper = schema.New();
        only.Set(wrapper, ReadList(ref reader, only, state));
        return wrapper;
    }

    public static object? ReadList(ref Utf8JsonReader reader, FieldSchema field, ReadState state)
    {
        var list = field.NewList();
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            if (ReadNested(ref reader, field.Inner, state, mandatory: false) is { } single) list.Add(single);
            return list;
        }
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            state.Fault(ViidError.WrongType, FieldReader.Expected(field), field.IsMandatory);
            return null;
        }
        for (var index = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; index++)
        {
            state.Enter(index);
            if (ReadNested(ref reader, field.Inner, state, mandatory: false) is { } item) list.Add(item);
            state.Leave();
        }
        return list;
    }

    private static bool TryFindField(ref Utf8JsonReader reader, ObjectSchema schema, out FieldSchema? field)
    {
        field = null;
        if (reader.ValueSpan.Length > LongestName) return false;
        Span<char> name = stackalloc char[LongestName];
        return schema.TryFind(name[..reader.CopyString(name)], out field);
    }

    private static void ReadField(ref Utf8JsonReader reader, object target, FieldSchema field, ReadState state)
    {
        state.Enter(field.Name);
        if (!field.IsMandatory) state.EnterOptional();
        if (FieldReader.Read(ref reader, field, state) is { } value) field.Set(target, value);
        if (!field.IsMandatory) state.LeaveOptional();
        state.Leave();
    }

    private static bool CheckMandatory(object target, ObjectSchema schema, ReadState state)
    {
        var complete = true;
        foreach (var field in schema.Mandatory)
        {
            if (field.Get(target) is not null) continue;
            complete = false;
            state.Enter(field.Name);
            if (!state.HasFaultHere()) state.Fault(ViidError.Missing, FieldReader.Expected(field), mandatory: true);
            state.Leave();
        }
        return complete;
    }
}
