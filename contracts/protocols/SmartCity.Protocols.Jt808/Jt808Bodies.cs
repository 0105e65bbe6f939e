using SmartCity.Protocols.Jt808.Data;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Information;
using SmartCity.Protocols.Jt808.Location;
using SmartCity.Protocols.Jt808.Multimedia;
using SmartCity.Protocols.Jt808.Regions;
using SmartCity.Protocols.Jt808.Terminal;
using SmartCity.Protocols.Jt808.Vehicle;

namespace SmartCity.Protocols.Jt808;

/// <summary>Decodes a body by its message id: the table of contents of the codec.</summary>
public static class Jt808Bodies
{
    /// <summary>Decodes the body of a frame, or of all its sub-packets put together.</summary>
    /// <param name="header">Names the message, the edition and whether the body is encrypted.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="message">
    /// The body's own type; <see cref="RawBody"/> for an id without one, an encrypted body or a single sub-packet; null on error.
    /// </param>
    /// <returns>None, or BadField when a field is missing or does not fit.</returns>
    public static FrameError TryRead(in Jt808Header header, ReadOnlySpan<byte> body, out Jt808Body? message) =>
        header.IsEncrypted || header.IsSubpacket
            ? Raw(header.MessageId, body, out message)
            : TryRead(header.MessageId, body, header.Edition, out message);

    /// <summary>Decodes a whole, plain body.</summary>
    /// <param name="messageId">Which message.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="edition">The edition it is laid out by.</param>
    /// <param name="message">The body, or null on error.</param>
    /// <returns>None, or BadField when a field is missing or does not fit.</returns>
    public static FrameError TryRead(ushort messageId, ReadOnlySpan<byte> body, Jt808Edition edition, out Jt808Body? message) =>
        messageId < 0x8000
            ? FromTerminal(messageId, body, edition, out message)
            : FromPlatform(messageId, body, edition, out message);

    private static FrameError FromTerminal(ushort messageId, ReadOnlySpan<byte> body, Jt808Edition edition, out Jt808Body? message) =>
        messageId switch
        {
            MessageIds.TerminalAck => As(TerminalAck.TryRead(body, edition, out var m), m, out message),
            MessageIds.Registration => As(Registration.TryRead(body, edition, out var m), m, out message),
            MessageIds.Authentication => As(Authentication.TryRead(body, edition, out var m), m, out message),
            MessageIds.ParametersReply => As(ParametersReply.TryRead(body, edition, out var m), m, out message),
            MessageIds.AttributesReply => As(TerminalAttributes.TryRead(body, edition, out var m), m, out message),
            MessageIds.Location => As(LocationReport.TryRead(body, edition, out var m), m, out message),
            MessageIds.LocationReply => As(LocationReply.TryRead(body, edition, out var m), m, out message),
            MessageIds.EventReport => As(EventReport.TryRead(body, edition, out var m), m, out message),
            MessageIds.InformationRequest => As(InformationRequest.TryRead(body, edition, out var m), m, out message),
            MessageIds.VehicleControlReply => As(VehicleControlReply.TryRead(body, edition, out var m), m, out message),
            MessageIds.DriverIdentity => As(DriverIdentity.TryRead(body, edition, out var m), m, out message),
            MessageIds.LocationBatch => As(LocationBatch.TryRead(body, edition, out var m), m, out message),
            MessageIds.CanData => As(CanData.TryRead(body, edition, out var m), m, out message),
            MessageIds.MultimediaEvent => As(MultimediaEvent.TryRead(body, edition, out var m), m, out message),
            MessageIds.MultimediaUpload => As(MultimediaUpload.TryRead(body, edition, out var m), m, out message),
            MessageIds.UplinkPassthrough => As(Passthrough.TryReadUplink(body, edition, out var m), m, out message),
            MessageIds.CompressedData => As(CompressedData.TryRead(body, edition, out var m), m, out message),
            _ => Raw(messageId, body, out message),
        };

    private static FrameError FromPlatform(ushort messageId, ReadOnlySpan<byte> body, Jt808Edition edition, out Jt808Body? message) =>
        messageId switch
        {
            MessageIds.PlatformAck => As(PlatformAck.TryRead(body, edition, out var m), m, out message),
            MessageIds.ResendRequest => As(ResendRequest.TryRead(body, edition, out var m), m, out message),
            MessageIds.RegistrationReply => As(RegistrationReply.TryRead(body, edition, out var m), m, out message),
            MessageIds.SetParameters => As(SetParameters.TryRead(body, edition, out var m), m, out message),
            MessageIds.TerminalControl => As(TerminalControl.TryRead(body, edition, out var m), m, out message),
            MessageIds.QueryNamedParameters => As(QueryParameters.TryRead(body, edition, out var m), m, out message),
            MessageIds.TrackingControl => As(TrackingControl.TryRead(body, edition, out var m), m, out message),
            MessageIds.AlarmConfirmation => As(AlarmConfirmation.TryRead(body, edition, out var m), m, out message),
            MessageIds.TextMessage => As(TextMessage.TryRead(body, edition, out var m), m, out message),
            MessageIds.EventSettings => As(EventSettings.TryRead(body, edition, out var m), m, out message),
            MessageIds.CallBack => As(CallBack.TryRead(body, edition, out var m), m, out message),
            MessageIds.PhoneBook => As(PhoneBook.TryRead(body, edition, out var m), m, out message),
            MessageIds.VehicleControl => As(VehicleControl.TryRead(body, edition, out var m), m, out message),
            MessageIds.SetCircles => As(CircleRegions.TryRead(body, edition, out var m), m, out message),
            MessageIds.SetRectangles => As(RectangleRegions.TryRead(body, edition, out var m), m, out message),
            MessageIds.SetPolygon => As(PolygonRegion.TryRead(body, edition, out var m), m, out message),
            MessageIds.SetRoute => As(RouteSetting.TryRead(body, edition, out var m), m, out message),
            MessageIds.DeleteCircles or MessageIds.DeleteRectangles or MessageIds.DeletePolygons or MessageIds.DeleteRoutes
                => As(RegionDeletion.TryRead(messageId, body, out var m), m, out message),
            MessageIds.MultimediaUploadReply => As(MultimediaUploadReply.TryRead(body, edition, out var m), m, out message),
            MessageIds.CameraShot => As(CameraShot.TryRead(body, edition, out var m), m, out message),
            MessageIds.DownlinkPassthrough => As(Passthrough.TryReadDownlink(body, edition, out var m), m, out message),
            _ => Raw(messageId, body, out message),
        };

    private static FrameError As(FrameError error, Jt808Body? decoded, out Jt808Body? message)
    {
        message = decoded;
        return error;
    }

    private static FrameError Raw(ushort messageId, ReadOnlySpan<byte> body, out Jt808Body? message)
    {
        message = new RawBody(messageId) { Trailing = body.ToArray() };
        return FrameError.None;
    }
}
