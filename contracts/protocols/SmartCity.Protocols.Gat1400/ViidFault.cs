namespace SmartCity.Protocols.Gat1400;

/// <summary>What is wrong with a message or a field.</summary>
public enum ViidError : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The body has more bytes than the limit. Answer 413.</summary>
    TooLarge,

    /// <summary>Not JSON, cut short, or nested too deep. Status code 7.</summary>
    NotJson,

    /// <summary>JSON, but not the list or object this path takes.</summary>
    WrongEnvelope,

    /// <summary>More objects than the limit.</summary>
    TooManyItems,

    /// <summary>A mandatory field is missing or empty.</summary>
    Missing,

    /// <summary>The value is not of the field's type: text for a number, an object for a text.</summary>
    WrongType,

    /// <summary>The number does not fit its type.</summary>
    OutOfRange,

    /// <summary>The text is far longer than the standard allows.</summary>
    TooLong,

    /// <summary>The time is none.</summary>
    BadTime,

    /// <summary>The picture is not base64.</summary>
    BadBase64,
}

/// <summary>One thing found wrong. It never holds the value found: values are plates, faces and names.</summary>
/// <param name="Error">What.</param>
/// <param name="Path">Where: <c>$.MotorVehicleListObject.MotorVehicleObject[3].PassTime</c>.</param>
/// <param name="Expected">What would have been right, in English.</param>
/// <param name="Mandatory">True when the object cannot be taken without it.</param>
public sealed record ViidFault(ViidError Error, string Path, string Expected, bool Mandatory)
{
    /// <summary>The code this is answered with.</summary>
    public StatusCode Status => Error switch
    {
        ViidError.None => StatusCode.Ok,
        ViidError.NotJson => StatusCode.InvalidJsonFormat,
        ViidError.TooLarge => StatusCode.InvalidOperation,
        _ => StatusCode.InvalidJsonContent,
    };

    /// <summary>For a log or an answer.</summary>
    public override string ToString() => $"{Path}: {Error}, expected {Expected}";
}
