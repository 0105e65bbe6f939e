using SmartCity.Desks;
using SmartCity.Kernel.Modules;

namespace SmartCity.Federation.Desk;

/// <summary>The module's entries of the navigation.</summary>
internal static class FederationDesks
{
    public static void AddTo(ModuleBuilder module) => module
        .Desk(new(typeof(LinksPage), ("区县链路", "Links"), "lan", "federation", "read", 800))
        .Desk(new(typeof(NodesPage), ("节点登记", "Nodes"), "how_to_reg", "federation", "read", 810))
        .Desk(new(typeof(SharingPage), ("数据共享", "Sharing"), "share", "federation", "read", 820))
        .Desk(new(typeof(ParkedPage), ("搁置事件", "Parked events"), "pending_actions", "platform", "read", 830))
        .Desk(new(typeof(TracePage), ("事件追踪", "Follow an event"), "conversion_path", "federation", "read", 840));
}
