using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Identifiers;
using SmartCity.Protocols.Gat1400.Objects;

namespace SmartCity.Protocols.Tests.Gat1400;

public sealed class SubscriptionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8));

    private static readonly Subscription Duty = new()
    {
        SubscribeID = "s", Title = "珠晖卡口", SubscribeDetail = "12,13", ResourceURI = "43040500001190000001, 43040500001190000002",
        BeginTime = Now, EndTime = Now.AddDays(1),
    };

    [Fact]
    public void It_runs_from_its_begin_to_just_before_its_end()
    {
        Assert.Equal(SubscribeStatus.None, Duty.StatusAt(Now.AddSeconds(-1)));
        Assert.Equal(SubscribeStatus.Running, Duty.StatusAt(Now));
        Assert.Equal(SubscribeStatus.Running, Duty.StatusAt(Now.AddDays(1).AddSeconds(-1)));
        Assert.Equal(SubscribeStatus.RunOut, Duty.StatusAt(Now.AddDays(1)));
        Assert.Equal(SubscribeStatus.Cancelled, (Duty with { OperateType = 1 }).StatusAt(Now));
        Assert.Equal(SubscribeStatus.Running, new Subscription().StatusAt(Now));
    }

    [Fact]
    public void It_wants_its_kinds_from_its_sources()
    {
        Assert.True(Duty.Wants(SubscribedKind.MotorVehicles, "43040500001190000002"));
        Assert.True(Duty.Wants(SubscribedKind.Faces, null, "43040500001190000001"));
        Assert.False(Duty.Wants(SubscribedKind.Persons, "43040500001190000001"));
        Assert.False(Duty.Wants(SubscribedKind.MotorVehicles, "43040500001190000003"));
        Assert.False(Duty.Wants(SubscribedKind.MotorVehicles));
        Assert.True((Duty with { ResourceURI = null }).Wants(SubscribedKind.MotorVehicles));
    }

    [Fact]
    public void Its_notification_names_it_and_what_is_sent_and_reads_back()
    {
        var id = RequestId.Create("430400000000", RequestKind.Notification, Now, 1);
        var notification = Duty.Notify(id, ["a", "b"], Now) with
        {
            MotorVehicleObjectList = new() { MotorVehicleObject = [new() { MotorVehicleID = "a", InfoKind = 1, SourceID = "p" }] },
        };
        var read = Assert.Single(ViidMessages.SubscribeNotifications.Read(ViidMessages.SubscribeNotifications.Write([notification])).Items).Value;
        Assert.Equal(("430400000000" + "04" + "20261123080000" + "00001", "s", "a,b", Now), (read.NotificationID, read.SubscribeID, read.InfoIDs, read.TriggerTime));
        Assert.Equal("a", Assert.Single(read.MotorVehicleObjectList!.MotorVehicleObject!).MotorVehicleID);
    }
}
