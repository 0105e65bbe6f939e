namespace SmartCity.Protocols.Gat1400;

/// <summary>What became of a request (GA/T 1400.3 annex B). On the wire a digit in quotes; devices also send a number. Open set.</summary>
public enum StatusCode
{
    /// <summary>OK.</summary>
    Ok = 0,

    /// <summary>Another, unknown error.</summary>
    OtherError = 1,

    /// <summary>Busy: try again later.</summary>
    DeviceBusy = 2,

    /// <summary>The device or server is at fault: try again later.</summary>
    DeviceError = 3,

    /// <summary>Not allowed or not possible.</summary>
    InvalidOperation = 4,

    /// <summary>Not XML.</summary>
    InvalidXmlFormat = 5,

    /// <summary>XML with wrong content.</summary>
    InvalidXmlContent = 6,

    /// <summary>Not JSON.</summary>
    InvalidJsonFormat = 7,

    /// <summary>JSON with wrong content: a mandatory field is missing or malformed.</summary>
    InvalidJsonContent = 8,

    /// <summary>Restarting.</summary>
    Reboot = 9,
}

/// <summary>The words that go with the codes.</summary>
public static class StatusCodes
{
    /// <summary>The StatusString of a code, as field devices send it.</summary>
    public static string Text(this StatusCode code) => code switch
    {
        StatusCode.Ok => "OK",
        StatusCode.DeviceBusy => "Device Busy",
        StatusCode.DeviceError => "Device Error",
        StatusCode.InvalidOperation => "Invalid Operation",
        StatusCode.InvalidXmlFormat => "Invalid XML Format",
        StatusCode.InvalidXmlContent => "Invalid XML Content",
        StatusCode.InvalidJsonFormat => "Invalid JSON Format",
        StatusCode.InvalidJsonContent => "Invalid JSON Content",
        StatusCode.Reboot => "Reboot",
        _ => "Other Error",
    };

    /// <summary>True when the same request may succeed later: busy, device error, restarting.</summary>
    public static bool MayRetry(this StatusCode code) => code is StatusCode.DeviceBusy or StatusCode.DeviceError or StatusCode.Reboot;
}
